"""What the command line says of devices, one English sentence each; the Chinese is in the catalogue.

`device_` and an error's code is its sentence, `device_is_` and a reason the words for it.
"""

DEVICES: dict[str, str] = {
    # what is wrong with a way to a device; {port} names it
    "device_port_missing": "There is no port {port}: the USB adapter is not plugged in, or was given another "
    "name. Use its name under /dev/serial/by-id.",
    "device_port_gone": "The port {port} went away while it was in use: the USB adapter was pulled out or "
    "lost power. Plug it in again; it is used again by itself.",
    "device_port_in_use": "Another program uses the port {port}. Stop it, or give each device a port of its own.",
    "device_port_denied": "This user may not open the port {port}. Add the user to the group dialout and sign"
    " in again.",
    "device_port_settings": "The port {port} can not be set to {baud} baud: {said}. Look up the speed in the "
    "device's manual.",
    "device_refused": "{port} refuses the connection: the device is there, but nothing listens at this port. "
    "Look up the port in its settings; printers mostly have 9100.",
    "device_unreachable": "{port} can not be reached: it is switched off, unplugged, or in another network.",
    "device_name_unknown": "The name in {port} is not known in this network. Give the address in numbers, "
    "like 10.0.0.5:9100.",
    "device_hung_up": "The device at {port} hung up. Some take one connection at a time: see who else is connected.",
    "device_stuck": "The device at {port} takes no more data. Switch it off and on.",
    "device_broken": "The connection to {port} broke: {said}.",
    "device_not_open": "The connection to {port} is not open.",
    "device_no_answer": "{port} does not answer. Look for power, the cable, and the driver in the address; "
    "nothing is known of its state, paper included.",
    "device_garbage": "What {port} says makes no sense: a wrong baud rate, or another kind of device. Compare"
    " the baud rate with the device's self-test print.",
    # addresses
    "device_address_wrong": "{address} is no address of a device. Like this: escpos+tcp://10.0.0.5:9100 or "
    "cd5220+serial:/dev/ttyUSB0?baud=9600",
    "device_address_way": "{address} does not say how the device is connected. Known: {known}",
    "device_address_number": "{option}={found} in the address is not a number from {low} to {high}.",
    "device_address_value": "{found} is no {option} of a device's address. Known: {known}",
    "device_address_option": "The address has an option {option} that this driver does not know. Known: {known}",
    # what can not be printed or shown
    "device_unprintable": "{printer} can not print {characters}.",
    "device_too_wide": "“{word}” does not fit on a line of {columns} columns and is not cut.",
    "device_qr_characters": "A QR code on paper holds letters, digits and signs of ASCII only, not {characters}.",
    "device_qr_length": "{printer} has room for a QR code of 1 to {most} characters, not {length}.",
    "device_qr_too_wide": "A QR code of {length} characters is {dots} dots wide; the paper has {paper}.",
    "device_qr_level": "No QR code of level {level} holds {size} bytes.",
    "device_unreadable_job": "Byte {offset} of the print job: {reason}",
    "device_font_missing": "There is no Chinese font on this machine. On Debian: apt install {packages}",
    "device_job_state": "The print job {job} is {state}: this is not possible now.",
    "device_board_characters": "This board can not show {text}: it has no Chinese and no signs of its own.",
    "device_board_letters": "This board shows digits only, not the letter of {text}. Choose a driver that "
    "leaves letters out if the window serves one letter.",
    "device_board_too_small": "{text} does not fit on this board (at most {most}) and is not cut.",
    "device_board_no_clear": "The board at {port} has no way to be cleared.",
    "device_template_word": "{word} is no word of a board's template.",
    "device_keys_wrong": "{pair} is no key: its bytes in hexadecimal, =, and what it does, like 31=A.",
    "device_pad_keys": "A rating pad needs a key for each grade from 1 to 5, not {keys}.",
    # recordings
    "device_clip_format": "The recording {file} can not be used: {said}. Save it as WAV with 16 bits.",
    "device_clip_long": "The recording {file} is longer than {most} seconds.",
    "device_clip_silent": "The recording {file} is silent.",
    "device_clips_missing": "These recordings are missing: {names}.",
    # why a device is not simply well
    "device_is_paper_near": "the paper is near its end",
    "device_is_paper_waiting": "a ticket hangs in the slot",
    "device_is_feeding": "the feed button is pressed",
    "device_is_garbage": "it says what makes no sense",
    "device_is_no_answer": "no answer",
    "device_is_rejected": "it refused what was sent",
    "device_is_paper_out": "the paper is out",
    "device_is_cover_open": "the cover is open",
    "device_is_cutter": "the cutter is stuck",
    "device_is_overheated": "the print head is too hot",
    "device_is_mechanism": "a fault that only a repair ends",
    "device_is_error": "a fault that it does not name",
    "device_is_stopped": "it took itself off the line",
    "device_is_hung_up": "it hung up",
    "device_is_refused": "it refuses the connection",
    "device_is_unreachable": "it can not be reached",
    "device_is_port_missing": "there is no such port",
    "device_is_port_gone": "the port went away",
    "device_is_port_in_use": "another program uses the port",
    "device_is_port_denied": "the port may not be opened",
    "device_is_port_settings": "the port can not be set so",
    "device_is_stuck": "it takes no more data",
    "device_is_name_unknown": "its name is not known",
    "device_is_broken": "the connection broke",
    # scan
    "device_looking": "Looking for devices for {seconds} seconds.",
    "device_found": "{id}  {kind}  {address}  {place}  {model}",
    "device_found_twice": "{id} is claimed by two devices: {name} is one of them. Look which is the right one"
    " before you adopt it.",
    "device_none_found": "No device announces itself here. Devices in another network segment are given by "
    "their address: hallops devices test ADDRESS",
    "device_kind_dispenser": "dispenser",
    "device_kind_board": "board",
    "device_kind_pad": "pad",
    "device_kind_reader": "reader",
    "device_kind_printer": "printer",
    "device_nowhere": "(no address)",
    # test
    "device_asking": "Asking the device at {port}.",
    "device_well": "{port} answers and is well.",
    "device_open": "{port} is open. This kind of device says nothing of its state.",
    "device_has": "{port} answers: {reasons}.",
    "device_printed": "The test slip was printed; the printer confirmed it.",
    "device_print_unconfirmed": "The test slip was sent, but the printer did not confirm it: look whether it came out.",
    "device_print_failed": "The test slip was not sent.",
    "device_print_kind": "Only a ticket printer prints a test slip; show a number on a board with --show.",
    "device_show_kind": "Only a board shows a number; print a test slip with --print.",
    "device_shown": "{number} at window {window} was sent to the board: look whether it shows it whole.",
    "device_listening": "Listening for {seconds} seconds: press a key, scan a code or lay a card down.",
    "device_heard_card": "A card was read: {masked}. The number itself is not kept.",
    "device_heard_code": "A code was scanned: {text}",
    "device_heard_key": "A key was pressed: {action}",
    "device_heard_rating": "The call {call} was rated {level} of 5.",
    "device_heard_nothing": "Nothing was heard.",
    "device_slip_title": "Test print",
    "device_slip_note": "Chinese, rare characters and the code must be readable.",
    # simulate
    "device_simulated": "{id}  {address}  {place}",
    "device_fleet_up": "{count} simulated devices are up; the next {planned} faults come as the file says. "
    "Ctrl+C stops them.",
    "device_fault_begins": "{id}: {fault} begins.",
    "device_fault_ends": "{id}: {fault} ends.",
    "device_fleet_stopped": "The simulated devices are stopped.",
    "device_port_taken": "The port of {id} can not be used: {said}. Choose another one in the fleet file.",
}
