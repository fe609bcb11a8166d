"""Words of the help button, on every page that has one, and of the calls at the guide desk."""

HELP = {
    "help": "Call for help",
    "help_what": "What do you need help with?",
    "help_called": "Help is called. Staff are on the way.",
    "help_already": "Help was called already. Staff are on the way.",
    "help_coming": "Staff are coming to you now.",
    "help_who": "{staff} is coming to you now.",
    "help_done": "Your call for help is done with.",
    "help_away": "The call did not get through. Please ask at the guide desk.",
}
