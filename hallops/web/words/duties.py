"""Words on a clerk's own page."""

DUTIES = {
    "duties_title": "My duties",
    "duties_today": "Today's sign-ins and pauses",
    "duties_none": "You have not signed in today.",
    "duties_open": "On duty",
    "duties_paused": "Paused",
    "duties_served": "Visitors served",
    "duties_mean": "Mean service time",
    "duties_rated": "Ratings",
    "duties_grade": "Mean rating",
    "duties_here": "You are signed in at {place}.",
    "duties_away": "You are signed in nowhere now.",
    "duties_still": "now",
    "duties_forced": "ended by others",
    "duties_unplanned": "outside the plan",
    "duties_hours": "{hours} h {minutes} min",
    "duties_minutes": "{minutes} min",
    "duties_nobody": "This page is for people who signed in. Sign in at your window or at the guide desk first.",
    "duties_roster": "My shifts",
    "duties_no_roster": "No roster was published yet.",
    "duties_own": "Only you and the manager see this page.",
}
