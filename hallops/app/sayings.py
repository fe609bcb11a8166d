"""What the command line says, one English sentence each; the Chinese is in the catalogue."""

SAYINGS: dict[str, str] = {
    # hall
    "hall_good": "{name}: {services} services, {windows} windows, {modes} modes, {staff} staff. No problem found.",
    "hall_taken_in": "{name} is version {version} of this hall and holds from {day}.",
    "hall_in_force": "{name} is version {version} of this hall and holds from now.",
    "hall_same": "This is version {version} already; nothing was imported.",
    "hall_written": "Version {version} is written to {file}.",
    "catalogue_taken_in": "{count} services of the catalogue are imported.",
    # files
    "log_taken_in": "{tickets} tickets and {duties} times of windows are imported.",
    "log_written": "{tickets} tickets of {days} days are written to {folder}.",
    "bookings_taken_in": "{count} bookings are imported.",
    "skipped": "{count} lines with problems were left out:",
    "nothing_taken_in": "Nothing was imported. Mend the file, or leave the bad lines out with --skip-bad.",
    "nothing_read": "Nothing was changed. Mend the file and try again.",
    # demo
    "demo_day": "{day}: {visits} visits, {served} served, mean wait {wait} min, {share} within their target.",
    "demo_ends": "Other ends: {ends}.",
    "demo_away": "Turned away at the dispenser: {reasons}.",
    "demo_windows": "Windows were open {open} hours and busy {busy} of them.",
    "demo_ratings": "{count} ratings, {good} of them good.",
    "demo_good": "All invariants hold.",
    "demo_broken": "Broken invariants: {count}",
    "demo_resumed": "The day goes on where it was interrupted: {tickets} tickets are there.",
    "demo_written": "Written to {folder}: tickets.csv, windows.csv, summary.json and the first ticket of each service.",
    "demo_other": "{folder} holds an unfinished demo with other settings. Use its settings, or another --out.",
    "demo_foreign": "{folder} holds other files than a demo's. Choose another --out.",
    "demo_no_live": "The live demo with screens is not part of this version: add --headless.",
    "glance": "{clock}  waiting {waiting}, at windows {at_windows} of {windows}, served {served}",
    "count_of": "{count} {what}",
    # failures
    "no_hall": "There is no hall in {place}. Make one with: hallops hall import FILE --data DIR",
    "no_such_hall": "There is no hall {hall} in {place}.",
    "hall_taken": "Another program runs the hall {hall} ({where}). Stop it first.",
    "damaged": "The database {place} is damaged: {found}. It was not changed.",
    "store_refused": "The data could not be written ({reason}): {detail}",
    "no_file": "There is no file {file}.",
    "no_permission": "{file} can not be read or written: permission denied.",
    "file_exists": "{file} exists already. Choose another name, or say --force.",
    "system": "{file}: {detail}",
    "internal": "The program met a fault of its own ({fault}). What it knows was written to {file}.",
    "interrupted": "Interrupted. What was acknowledged is kept.",
}

# Why a visitor gets no ticket, as a word in a list of counts.
TURNED_AWAY = (
    "day_ahead",
    "day_closed",
    "service_opens_later",
    "last_ticket_gone",
    "service_closed",
    "service_not_today",
    "service_full",
    "booking_only",
    "booking_early",
    "booking_late",
    "hall_full",
)
