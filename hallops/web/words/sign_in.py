"""Words on the sign-in page."""

SIGN_IN = {
    "sign_in_title": "Log in",
    "sign_in_who": "Who are you?",
    "choose_staff": "Choose your name",
    "pin": "PIN",
    "account": "Account",
    "password": "Password",
    "new_pin": "Your own PIN, 6 digits or more",
    "new_password": "Your own password, 10 characters or more",
    "new_again": "The same again",
    "choose_own": "This secret was for one use. Choose your own now.",
    "not_same": "The two are not the same.",
    "key_back": "Delete",
    "key_ok": "OK",
    "with_password": "Log in with a password",
    "with_pin": "Log in with a PIN",
    "try_in": "Next try in {seconds} s",
    "forgotten": "Forgotten? A manager gives you a new one.",
}
