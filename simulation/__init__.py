"""What-if: a hall's day simulated under the rule that its windows obey, day after day, on common random numbers.

`scenario` is what is simulated, `draws` who comes, `reference` and `kernel` play the day, `outcome` counts it.
"""
