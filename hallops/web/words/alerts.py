"""Words around alerts, on the pages that list them; the alerts themselves come as sentences."""

ALERTS = {
    "alerts": "Alerts",
    "alert_seen": "Seen",
    "alert_seen_by": "{staff} has seen it, {clock}",
}
