"""One English sentence for each reason to refuse: who, in what state, what was asked, and what helps instead.

The commands that are possible instead follow it where the refusal names some.
"""

REFUSALS: dict[str, str] = {
    # the day
    "day_ahead": "The hall's day has not begun: {asked} is possible from {opens}.",
    "day_closed": "The hall is closed on {day}: {asked} is not possible.",
    "version_in_force": "Version {version} of the hall is in force already.",
    "version_lacks": "Version {version} of the hall can not hold from now: in use, but not in it: {missing}. "
    "Let it hold from the next day.",
    "numbers_given": "Numbers of series {prefix} were given up to {last}: they can not be skipped only to {asked}.",
    "unknown_command": "There is no command {command}.",
    "malformed_command": "The command {command} can not be read: {problem}.",
    "key_reused": "The key {key} came with another command before: a new command needs a new key.",
    "unknown_day": "There is no business day {day}.",
    # issue
    "unknown_service": "There is no service {service}. Known: {known}.",
    "online_only": "Service {service} is done online only: the guide desk helps with it.",
    "unknown_language": "There is no language {language} here. Known: {known}.",
    "service_opens_later": "No ticket for service {service} now: it opens at {opens}.",
    "last_ticket_gone": "No more tickets for service {service}: it closes at {closes}, those who wait fill the time.",
    "booking_only": "Service {service} is by booking only at this time: come with a booking.",
    "service_not_today": "Service {service} is not offered on {day}.",
    "service_closed": "Service {service} closed at {closed}.",
    "booking_used": "Booking {booking} has its ticket already: {ticket}.",
    "booking_early": "It is too early for booking {booking}: check in from {opens}.",
    "booking_late": "Booking {booking} was for {start} and has lapsed: take a ticket without it.",
    "service_full": "Service {service} has given its {limit} tickets of today: come on another day or book.",
    "person_not_token": "A person is given as a token of the day, never as a number or a name.",
    "person_full": "This person has had {limit} tickets today: {asked} is not possible. The guide desk can help.",
    "hall_full": "The hall is full: {present} people for {seats} seats. Wait outside or come back later.",
    "already_waiting": "This visit waits for service {service} already, with ticket {ticket}.",
    "unknown_class": "There is no priority class {priority}. Known: {known}.",
    "proof_needed": "Class {priority} is granted on sight of its proof ({proof} / {proof_en}): ask at the guide desk.",
    # a ticket
    "unknown_ticket": "There is no ticket {ticket} on {day}.",
    "ticket_state": "Ticket {ticket} is {state}: {asked} is not possible.",
    "already_printed": "Ticket {ticket} was printed ({copies}): ask for a reprint, which is marked.",
    "class_same": "Ticket {ticket} is of class {priority} already.",
    "held_elsewhere": "Ticket {ticket} is held at window {window} ({hold}): it goes on there.",
    "unknown_reason": "There is no reason {reason} for: {kind}. Known: {known}.",
    # ratings
    "unknown_call": "There was no call {call} on {day}.",
    "unknown_grade": "A rating is from 1 to 5, not {grade}.",
    "rated_already": "Call {call} of ticket {ticket} has its rating already.",
    "not_rateable": "Call {call} can not be rated: ticket {ticket} is {state}, its service has not ended there.",
    "rating_late": "The service of ticket {ticket} ended at {ended}: it is too late for a rating.",
    # places
    "unknown_place": "There is no window or post {place}. Known: {known}.",
    "unknown_staff": "There is no staff member {staff}.",
    "place_empty": "Nobody is signed in at {place}.",
    "place_taken": "{staff} is signed in at {place}.",
    "staff_elsewhere": "{staff} is signed in at {place}: sign out there first.",
    "paused_already": "{place} is paused already ({reason}).",
    "not_paused": "{place} is not paused.",
    # a window
    "window_busy": "Window {window} has ticket {ticket}, which is {state}: {asked} is not possible before that ends.",
    "window_paused": "Window {window} is paused ({reason}): {asked} is not possible.",
    "window_free": "Window {window} has no visitor: {asked} is not possible.",
    "other_ticket": "Window {window} has ticket {ticket}, which is {state}, and not {meant} any more: "
    "{asked} came too late.",
    "nobody_waits": "Nobody waits whom window {window} may serve: {asked} finds no ticket.",
    "window_asked": "Window {window} has asked already and gets the next ticket by itself.",
    "window_cannot": "Window {window} does not serve {service}: ticket {ticket} can not be called there.",
    "window_not_accessible": "Ticket {ticket} needs an accessible window, which {window} is not.",
    "recall_limit": "Ticket {ticket} was recalled {recalls} times, which is the limit.",
    "recall_soon": "Ticket {ticket} was called just now: recall it from {again}, {gap} seconds after the last call.",
    "miss_soon": "Ticket {ticket} was called {calls} of {needed} times: recall it before it counts as absent.",
    "same_service": "Ticket {ticket} is for service {service} already.",
    "service_over": "Nobody serves {service} any more today: ticket {ticket} can not be sent there.",
    "nothing_held": "No ticket is held that window {window} could go on with: {asked} finds none.",
    # undo
    "nothing_to_undo": "Window {window} has nothing to take back.",
    "undo_late": "Window {window} can take back its action on ticket {ticket} within {seconds} seconds only.",
    "undo_overtaken": "Others have acted on ticket {ticket} or window {window} since: the action stays.",
    # what is shown
    "unknown_view": "There is no view {view}. Known: {known}.",
    "unknown_parameter": "The view {view} has no parameter {parameter}. Known: {known}.",
    "parameter_missing": "The view {view} needs the parameter {parameter}.",
    "unknown_zone": "There is no zone {zone}. Known: {known}.",
    "unknown_state": "There is no state {state} of a ticket. Known: {known}.",
}
