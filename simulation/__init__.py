"""What-if: a hall's day simulated under the rule that its windows obey, day after day, on common random numbers.

`scenario` is what is simulated, `draws` who comes, `reference` and `kernel` play the day, `outcome` counts it.
`fitting` makes a scenario of a hall's past, `backtesting` tries it on days that it has not seen, and `forecasting` says
how many come.
"""
