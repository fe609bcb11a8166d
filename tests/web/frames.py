"""Views as a busy morning of the sample hall shows them: what the pages are drawn from in these tests."""

from typing import Any

NOW = 1_767_577_327_000  # 2026-01-05 09:42:07 in Shanghai
MINUTE = 60_000
View = dict[str, Any]
HALL = {
    "id": "demo-street",
    "name": {"zh": "示范街道政务服务中心", "en": "Sample Street Government Service Centre"},
    "timezone": "Asia/Shanghai",
}
WEEKDAY = {"id": "weekday", "kind": "weekday", "name": {"zh": "工作日", "en": "Weekday"}, "booking_only": False}
SERVICES = {
    "A": ("社会保险", "Social insurance"),
    "B": ("医疗保障", "Medical insurance"),
    "C": ("就业创业", "Employment"),
    "D": ("民政救助", "Civil affairs and relief"),
    "E": ("住房保障", "Housing"),
    "F": ("卫生健康", "Health and family"),
    "G": ("公安户政", "Household registration"),
    "H": ("车辆与小客车指标", "Vehicles and car quota"),
    "J": ("企业登记", "Company registration"),
    "K": ("统一出件", "Document issue"),
    "L": ("咨询导办与代办", "Guidance and agents"),
}
WAITING = {"A": 7, "B": 12, "C": 3, "D": 0, "E": 5, "F": 1, "G": 4, "H": 2, "J": 11, "K": 0, "L": 1}
WINDOWS = {"A": [1, 2, 3, 4, 6, 8], "G": [1, 5, 6], "H": [1, 2, 3, 4], "J": [2, 7, 8], "K": [11], "L": [1]}
ZONE = {"zh": "综合受理区", "en": "Service windows"}


def name(code: str) -> dict[str, str]:
    zh, en = SERVICES[code]
    return {"zh": zh, "en": en}


def called(number: str, window: int, minutes: int) -> View:
    return {"call": 60 - minutes, "number": number, "window": window, "at": NOW - minutes * MINUTE, "recalled": 0}


def board() -> View:
    calls = [called("A047", 1, 0), called("B022", 3, 1), called("G031", 5, 1), called("A046", 2, 2)]
    calls += [called("J008", 7, 3), called("E012", 6, 4), called("K040", 11, 5), called("H009", 4, 6)]
    return {
        "hall": HALL,
        "mode": WEEKDAY,
        "open_windows": [1, 2, 3, 4, 5, 6, 7, 8, 11],
        "lunch_note": False,
        "newest": calls[0],
        "calls": calls,
        "waiting": [
            {"service": code, "name": name(code), "waiting": count, "windows": WINDOWS.get(code, WINDOWS["A"])}
            for code, count in WAITING.items()
        ],
        "total_waiting": sum(WAITING.values()),
    }


def dispenser() -> View:
    return {
        "hall": HALL,
        "mode": WEEKDAY,
        "state": "open",
        "opens": NOW - 42 * MINUTE,
        "closes": NOW + 468 * MINUTE,
        "last_ticket": NOW + 453 * MINUTE,
        "services": [
            {
                "code": code,
                "letter": code,
                "name": name(code),
                "zone": "Z2",
                "zone_name": ZONE,
                "online_only": False,
                "offered": code != "L",
                "reason": None if code != "L" else "last_ticket_gone",
                "waiting": count,
                "estimate": {"low": count * 2 * MINUTE, "high": count * 4 * MINUTE} if code != "L" else None,
            }
            for code, count in WAITING.items()
        ],
    }


def door() -> View:
    everybody = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    opening, noon, one, end = NOW - 42 * MINUTE, NOW + 138 * MINUTE, NOW + 198 * MINUTE, NOW + 468 * MINUTE
    modes = [
        ("错峰早开", "Early for companies", opening - 30 * MINUTE, opening, [8], True),
        ("工作日", "Weekday", opening, noon, everybody, False),
        ("午间不断档", "Lunchtime", noon, one, [1, 2], False),
        ("工作日", "Weekday", one, end, everybody, False),
        ("预约延时服务", "Evening by booking", end, end + 150 * MINUTE, [1], True),
    ]
    return {
        "hall": HALL,
        "mode": WEEKDAY,
        "modes": [
            {"name": {"zh": zh, "en": en}, "from": start, "to": stop, "windows": windows, "booking_only": booked}
            for zh, en, start, stop, windows, booked in modes
        ],
        "open_windows": [1, 2, 3, 4, 5, 6, 7, 8, 11],
        "services": [{"code": code, "name": name(code)} for code in SERVICES],
    }


def ticket() -> View:
    return {
        "number": "A049",
        "service": "A",
        "name": name("A"),
        "state": "waiting",
        "ahead": 6,
        "estimate": {"low": 9 * MINUTE, "high": 17 * MINUTE},
        "window": None,
        "zone": ZONE,
    }


def pad() -> View:
    reasons = [
        ("long_wait", "等候时间长", "Long wait"),
        ("slow_service", "办理速度慢", "Slow service"),
        ("attitude", "服务态度不好", "Unfriendly service"),
        ("not_told_once", "未一次性告知", "Not told everything at once"),
        ("extra_papers", "要求额外材料", "Asked for more papers than listed"),
        ("not_skilled", "业务不熟练", "Not sure of the procedure"),
        ("other", "其他", "Other"),
    ]
    return {
        "window": 3,
        "staff": {"id": "S03", "name": "张雨桐"},
        "state": "asking",
        "ticket": "B022",
        "call": 52,
        "day": "2026-01-05",
        "grades": [{"grade": grade, "asks_reasons": grade < 3} for grade in (5, 4, 3, 2, 1)],
        "reasons": [{"code": code, "name": {"zh": zh, "en": en}} for code, zh, en in reasons],
    }
