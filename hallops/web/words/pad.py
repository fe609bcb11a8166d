"""Words on the rating pad."""

PAD = {
    "care": "Large print",
    "pad_title": "Rating pad",
    "staff_at": "At your service",
    "staff_id": "Staff number {id}",
    "nobody_serves": "This window is not in service. Please go to another window.",
    "hello": "Welcome",
    "serving_you": "Ticket {number} is being served",
    "rate_please": "How was our service? Tap a face.",
    "grade_5": "Very satisfied",
    "grade_4": "Satisfied",
    "grade_3": "Basically satisfied",
    "grade_2": "Dissatisfied",
    "grade_1": "Very dissatisfied",
    "what_wrong": "We are sorry. What was wrong?",
    "send": "Send",
    "send_without": "Send without a reason",
    "change_grade": "Choose again",
    "thanks": "Thank you",
    "thanks_kept": "Your rating is kept.",
}
