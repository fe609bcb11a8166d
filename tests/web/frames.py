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
NOTICE = {"zh": "请保管好随身物品。", "en": "Please keep an eye on your belongings."}
ONLINE = {"zh": "市政务服务网", "en": "The city's service portal"}
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
        "zone": None,
        "floor": None,
        "mode": WEEKDAY,
        "notices": [NOTICE],
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
        "booking_only": False,
        "check_in": True,
        "qr": True,
        "guidance": "L",
        "online": ONLINE,
        "services": [
            {
                "code": code,
                "letter": code,
                "name": name(code),
                "zone": "Z2",
                "zone_name": ZONE,
                "online_only": False,
                "offered": code != "K",
                "reason": None if code != "K" else "last_ticket_gone",
                "waiting": count,
                "estimate": {"low": count * 2 * MINUTE, "high": count * 4 * MINUTE} if code != "K" else None,
                "opens": None,
            }
            for code, count in WAITING.items()
        ],
    }


KINDS = {"early": "early", "weekday": "weekday", "lunch": "lunch", "evening": "extended"}
TODAY = [{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "17:30"}]


def item(code: str, letter: str, zh: str, en: str, **more: Any) -> View:
    """An entry of the catalogue as the hub shows it."""
    return {
        "code": code,
        "name": {"zh": zh, "en": en},
        "letter": letter,
        "department": "人力资源和社会保障局",
        "handling": {"code": "受理", "name": {"zh": "受理", "en": "Decided or passed on here"}},
        "needs": [],
        "promise_days": 0,
        "statutory_days": 20,
        "online_only": False,
        "offered": True,
        "reason": None,
        "why": None,
        "opens": None,
        "service": letter,
        "service_name": name(letter),
        "waiting": WAITING[letter],
        "estimate": {"low": 9 * MINUTE, "high": 17 * MINUTE},
        "zone": ZONE,
        "windows": WINDOWS.get(letter, WINDOWS["A"]),
        "today": [{"from": "09:00", "to": "17:30", "booking_only": False}],
        **more,
    }


def catalogue() -> View:
    """What a search finds, whatever it was for."""
    why = {
        "code": "not_at_this_time",
        "facts": {},
        "possible": [],
        "sentence": {"zh": "本时段不办理。", "en": "Not now."},
    }
    monday = NOW + 7 * 24 * 60 * MINUTE - 42 * MINUTE
    return {
        "total": 19,
        "offset": 0,
        "guidance": {"service": "L", "offered": True, "online": ONLINE},
        "items": [
            item("SB-002", "A", "社会保障卡补领", "Replace a lost social security card", needs=["身份证"]),
            item("SB-001", "A", "社会保障卡申领", "Apply for a social security card", needs=["身份证", "一寸照片"]),
            item("HZ-011", "G", "居住证到期换领", "Exchange an expired residence permit", promise_days=5),
            item(
                "ZF-020", "E", "公共租赁住房资格审核", "Check of eligibility for a public rental home", promise_days=15
            )
            | {
                "offered": False,
                "reason": "not_at_this_time",
                "why": why,
                "opens": monday,
                "estimate": None,
                "today": [],
            },
            item("GJ-001", "H", "小客车指标申请", "Apply for a car quota", needs=["身份证", "驾驶证"])
            | {"offered": False, "online_only": True, "reason": "online_only", "why": why, "estimate": None},
        ],
        "letters": {code: count * 3 + 4 for code, count in WAITING.items()},
        "departments": [{"name": "人力资源和社会保障局", "count": 40}, {"name": "公安局", "count": 12}],
    }


def enquiry() -> View:
    hours = [("weekday", "工作日", "Weekday", [("09:00", "12:00"), ("13:00", "17:30")], False)]
    hours += [("lunch", "午间不断档", "Lunchtime", [("12:00", "13:00")], False)]
    hours += [("evening", "预约延时服务", "Evening by booking", [("17:30", "20:00")], True)]
    modes = [
        {"id": code, "kind": code, "name": {"zh": zh, "en": en}, "booking_only": booked}
        | {"hours": [{"from": start, "to": end} for start, end in spans]}
        for code, zh, en, spans, booked in hours
    ]
    week = [{"day": f"2026-01-{5 + n:02d}", "kind": "workday", "modes": modes if n < 5 else []} for n in range(7)]
    services = [{"code": code, "letter": code, "name": name(code)} for code in SERVICES]
    return {"hall": HALL, "mode": WEEKDAY, "opens": None, "week": week, "services": services}


def door() -> View:
    everybody = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    rows = [
        ("early", "错峰早开", "Early for companies", "08:30", "09:00", [8], True),
        ("weekday", "工作日", "Weekday", "09:00", "12:00", everybody, False),
        ("lunch", "午间不断档", "Lunchtime", "12:00", "13:00", [1, 2], False),
        ("weekday", "工作日", "Weekday", "13:00", "17:30", everybody, False),
        ("evening", "预约延时服务", "Evening by booking", "17:30", "20:00", [1], True),
    ]
    modes = [
        {"id": code, "kind": KINDS[code], "name": {"zh": zh, "en": en}, "from": start, "to": end}
        | {"windows": at, "booking_only": booked}
        for code, zh, en, start, end, at, booked in rows
    ]
    return {
        "hall": HALL,
        "mode": modes[1],
        "modes": modes,
        "open_windows": [1, 2, 3, 4, 5, 6, 7, 8, 11],
        "opens": NOW + 24 * 60 * MINUTE,
        "notices": [],
        "services": [
            {"code": code, "name": name(code), "now": code != "L", "booking_only": False, "hours": TODAY}
            for code in SERVICES
        ],
    }


def window_board() -> View:
    current = {"call": 52, "number": "B022", "at": NOW - MINUTE, "recalled": 0, "started": None}
    services = [{"code": code, "name": name(code), "rank": 1} for code in "ABCDEFH"]
    shown = {"hall": HALL, "window": 3, "state": "called", "accessible": False, "current": current}
    return {**shown, "services": services, "notices": []}


def ticket() -> View:
    return {
        "hall": HALL,
        "number": "A049",
        "service": "A",
        "name": name("A"),
        "state": "waiting",
        "ahead": 6,
        "estimate": {"low": 9 * MINUTE, "high": 17 * MINUTE},
        "window": None,
        "zone_name": ZONE,
        "also": [{"code": "G", "name": name("G")}],
        "done": [{"code": "C", "name": name("C")}],
    }


def alert(id_: str, loud: str, zh: str, en: str) -> View:
    row = {"id": id_, "kind": id_.split(":", maxsplit=1)[0], "value": 31, "threshold": 30, "since": None, "loud": loud}
    return {**row, "quiet": False, "seen": None, "window": None, "sentence": {"zh": zh, "en": en}}


def help_call(number: int, kind: str, name_: dict[str, str], minutes: int) -> View:
    call = {"help": number, "kind": {"code": kind, "name": name_}, "asked": NOW - minutes * MINUTE, "answered": None}
    where = {"place": "3", "place_name": {"zh": "3号窗口", "en": "Window 3"}, "staff": None}
    return {**call, **where, "urgent": kind == "emergency", "overdue": False}


def help_calls() -> View:
    kinds = [("dispenser", "取号机求助", "Ticket machine"), ("accessible", "无障碍协助", "Accessibility")]
    kinds += [("enquiry", "咨询", "Question"), ("emergency", "紧急求助", "Emergency")]
    return {
        "place": "D1",
        "calls": [],
        "kinds": [{"code": code, "name": {"zh": zh, "en": en}} for code, zh, en in kinds],
    }


def notice() -> View:
    return {
        "hall": HALL,
        "address": {"zh": "示范路1号", "en": "1 Sample Road"},
        "phone": "010-12345678",
        "day": "2026-01-05",
        "number": "B022",
        "service": name("B"),
        "window": 3,
        "window_name": {"zh": "3号窗口", "en": "Window 3"},
        "zone": ZONE,
        "at": NOW,
        "held": True,
        "item": "B-001",
        "positions": [0, 2],
        "needs": [{"code": "form", "name": {"zh": "申请表", "en": "Application form"}}],
        "until": NOW + 468 * MINUTE,
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
        "staff": {"id": "S03", "name": "张雨桐", "photo": False},
        "state": "asking",
        "ticket": "B022",
        "call": 52,
        "confirm": None,
        "day": "2026-01-05",
        "grades": [{"grade": grade, "asks_reasons": grade < 3} for grade in (5, 4, 3, 2, 1)],
        "reasons": [{"code": code, "name": {"zh": zh, "en": en}} for code, zh, en in reasons],
    }


TEXTS: list[Any] = [
    {
        "code": "papers_received",
        "title": {"zh": "材料接收确认", "en": "Papers handed in"},
        "lines": [
            {
                "zh": "您提交了以下材料原件：身份证、户口簿。",
                "en": "You handed in the originals of: identity card, hukou.",
            },
            {"zh": "办理期限：5个工作日。", "en": "It takes 5 working days."},
            {"zh": "请核对无误后签名。", "en": "Please check all of this and sign."},
        ],
    }
]


def confirmation() -> View:
    text = TEXTS[0]
    title, lines = text["title"], text["lines"]
    return {"title": title["zh"], "lines": [line["zh"] for line in lines], "state": "pending"}


def console() -> View:
    ticket = {"id": "B022", "number": "B022", "service": "B", "service_name": name("B"), "class": "S"}
    free = {
        "code": "window_busy",
        "sentence": {"zh": "3号窗口正在办理B022，不能叫号。", "en": "Window 3 has ticket B022."},
    }
    idle = {"code": "nothing_held", "sentence": {"zh": "3号窗口没有挂起的号码。", "en": "Nothing is held at window 3."}}
    possible = ("Finish", "Transfer", "HoldTicket", "Undo")
    names = ("SignIn", "SignOut", "Pause", "Continue", "CallNext", "CallTicket", "Recall", "Start", "Miss", "Resume")
    reasons = {
        "pause": [("lunch", "用餐", "Lunch"), ("meeting", "会议", "Meeting"), ("break", "短暂休息", "Short break")],
        "call": [("urgent", "紧急情况", "Urgent case"), ("unwell", "身体不适", "Visitor unwell")],
        "hold": [("missing_papers", "材料不全", "Papers missing"), ("copy_papers", "复印材料", "Papers to be copied")],
        "cancel": [("wrong_service", "取错号", "Ticket of the wrong service")],
        "help": [("window", "窗口支援", "Help at the window"), ("emergency", "紧急求助", "Emergency")],
        "notice": [("id_card", "身份证原件", "Identity card, original"), ("form", "申请表", "Application form")],
    }
    waiting = {"id": "A048", "number": "A048", "service": "A", "service_name": name("A"), "score": 1210}
    return {
        "window": 3,
        "state": "serving",
        "paused": None,
        "asking": False,
        "staff": {"id": "S03", "name": "张雨桐"},
        "ticket": {
            **ticket,
            "class_name": {"zh": "老年人优先", "en": "Senior"},
            "language": "zh",
            "accessible": True,
            "leg": 1,
            "waited": 11 * MINUTE,
            "called": NOW - 6 * MINUTE,
            "started": NOW - 5 * MINUTE,
            "recalls": 0,
        },
        "call": 52,
        "held": [
            {**ticket, "id": "B011", "number": "B011", "hold": "kept", "possible": True}
            | {"reason": {"code": "copy_papers", "name": {"zh": "复印材料", "en": "Papers to be copied"}}}
        ],
        "confirm": {"possible": True, "why": None, "newest": None, "texts": TEXTS},
        "waiting_here": 9,
        "next": waiting,
        "reasons": {
            kind: [{"code": code, "name": {"zh": zh, "en": en}} for code, zh, en in some]
            for kind, some in reasons.items()
        },
        "services": [{"code": code, "name": name(code), "rank": 1} for code in SERVICES],
        "actions": {action: {"possible": True, "why": None} for action in possible}
        | {action: {"possible": False, "why": free} for action in names}
        | {"Resume": {"possible": False, "why": idle}},
        "primary": "Finish",
        "undo_until": NOW + 8000,
        "waiting": [
            {**waiting, "joined": NOW - 25 * MINUTE, "accessible": False}
            | {"class": "N", "class_name": {"zh": "普通", "en": "Everybody"}},
            {**ticket, "id": "B023", "number": "B023", "joined": NOW - 9 * MINUTE, "accessible": True}
            | {"class_name": {"zh": "老年人优先", "en": "Senior"}},
        ],
        "ratings": {"count": 12, "good": 12},
        "help": [],
        "alerts": [
            alert(
                "longest:B:1800000",
                "once",
                "医疗保障：B009号已等候31分钟（预警值30）。",
                "Medical insurance: number B009 has waited 31 min (alert from 30).",
            )
        ],
    }


def duties() -> View:
    spans = [
        ("3", NOW - 60 * MINUTE, NOW - 30 * MINUTE, "open", None),
        (
            "3",
            NOW - 30 * MINUTE,
            NOW - 20 * MINUTE,
            "paused",
            {"code": "break", "name": {"zh": "短暂休息", "en": "Break"}},
        ),
        ("3", NOW - 20 * MINUTE, None, "open", None),
    ]
    return {
        "hall": HALL,
        "day": "2026-01-05",
        "staff": {"id": "S03", "name": "张雨桐"},
        "place": "3",
        "spans": [
            {"place": at, "post": None, "from": since, "to": until, "state": state, "reason": reason}
            | {"planned": True, "forced": False}
            for at, since, until, state, reason in spans
        ],
        "sum": {"open": 50 * MINUTE, "paused": 10 * MINUTE, "calls": 7, "served": 6, "serving": 42 * MINUTE}
        | {"rated": 4, "mean_grade": 4.75},
        "roster": None,
    }


def guide() -> View:
    states = ["waiting"] * 9 + ["serving", "called", "missed", "held", "waiting", "done", "done", "left", "done"]
    codes = "ABGJEACBHABDGABCAK"
    tickets = [
        {"id": f"{code}{60 - n:03d}", "number": f"{code}{60 - n:03d}", "service": code, "class": "NSNNDNNNM"[n % 9]}
        | {"state": state, "joined": NOW - n * 2 * MINUTE, "window": 3 if state in {"serving", "called"} else None}
        | {"accessible": False, "language": "zh", "booked": None, "printed": 1, "call": None}
        for n, (state, code) in enumerate(zip(states, codes, strict=True))
    ]
    classes = [
        ("N", "普通", "Everybody", None),
        ("S", "老年人优先", "Senior", {"zh": "身份证，年满65周岁", "en": "Identity card, 65 years or older"}),
        ("D", "残疾人优先", "Disabled", {"zh": "残疾人证", "en": "Disability card"}),
        ("M", "军人优先", "Military", {"zh": "军人证或退役军人优待证", "en": "Military or veteran's card"}),
    ]
    return {
        "day": "2026-01-05",
        "tickets": tickets,
        "counts": {state: states.count(state) for state in dict.fromkeys(states)},
        "classes": [{"code": code, "name": {"zh": zh, "en": en}, "proof": proof} for code, zh, en, proof in classes],
        "services": [{"code": code, "letter": code, "name": name(code), "waiting": WAITING[code]} for code in SERVICES],
        "help": [
            help_call(2, "dispenser", {"zh": "取号机求助", "en": "Ticket machine"}, minutes=0)
            | {"place": "D1", "place_name": {"zh": "D1", "en": "D1"}, "staff": None},
            help_call(1, "window", {"zh": "窗口支援", "en": "Help at the window"}, minutes=2) | {"overdue": True},
        ],
        "alerts": [
            alert(
                "tidal:A.9:10",
                "once",
                "窗均等候11人：建议增开9号窗口，办理社会保险。",
                "11 people wait for each open window: open window 9, for Social insurance.",
            )
        ],
        "reasons": {"cancel": [{"code": "twice", "name": {"zh": "重复取号", "en": "Second ticket"}}], "rating": []},
    }


def sessions() -> View:
    """A paired window where nobody is signed in."""
    staff = [("S01", "王晓岚"), ("S03", "张雨桐"), ("S04", "刘海宁")]
    return {
        "at": NOW,
        "role": "device",
        "id": "console 3",
        "place": "3",
        "expires_at": None,
        "device": {"name": "console 3", "kind": "console", "place": "3"},
        "staff": [{"id": code, "name": person} for code, person in staff],
        "post": None,
    }


def asked_pairing() -> View:
    return {"id": "p1", "code": "7K4M9P3X", "secret": "s", "expires_at": NOW + 9 * MINUTE, "at": NOW}


def pairings() -> View:
    asked = [("7K4M9P3X", "pad", "3"), ("C9T4Y7D3", "console", "3"), ("H7R9A3W4", "board", None)]
    return {
        "at": NOW,
        "kinds": ["dispenser", "board", "pad", "console", "guide", "kiosk", "desktop", "other"],
        "pairings": [
            {"id": code, "code": code, "kind": kind, "name": "", "place": place, "address": f"10.0.0.{number}"}
            | {"asked_at": NOW - MINUTE, "expires_at": NOW + 9 * MINUTE}
            for number, (code, kind, place) in enumerate(asked, 21)
        ],
    }


def access() -> View:
    given: list[tuple[str | int | None, ...]] = [
        ("console", "3号台", "3", NOW),
        ("pad", "3号评价器", "3", NOW - 9 * MINUTE),
        (None, "D1", None, None),
    ]
    return {
        "at": NOW,
        "passes": [
            {
                "id": holder,
                "role": "device",
                "kind": kind,
                "holder": holder,
                "place": place,
                "made_at": NOW - 90 * MINUTE,
            }
            | {"seen_at": seen}
            for kind, holder, place, seen in given
        ],
    }


def accounts() -> View:
    rows: list[tuple[str | int | None, ...]] = [
        ("周敏", None, "manager", "own", None),
        ("何平", None, "planner", "one_time", None),
    ]
    rows += [("S01", "王晓岚", "staff", "own", None), ("S03", "张雨桐", "staff", "own", NOW + 2 * MINUTE)]
    rows += [("S04", "刘海宁", "staff", "none", None)]
    keys = ("name", "person", "standing", "secret", "locked_until")
    guide = {"id": "guide", "name": {"zh": "导服咨询台", "en": "Guide desk"}}
    tried = [("S03", "3号台", 6), ("S03", "3号台", 5), ("?", "10.0.0.40", 1)]
    return {
        "at": NOW,
        "accounts": [{**dict(zip(keys, row, strict=True)), "is_in_hall": True} for row in rows],
        "places": [*({"id": str(number), "name": None} for number in range(1, 12)), guide],
        "tries": [
            {"at": NOW - number * MINUTE, "account": account, "device": device, "tries": count, "until": NOW + MINUTE}
            for number, (account, device, count) in enumerate(tried)
        ],
    }


def guide_ticket() -> View:
    no = {"code": "ticket_state", "sentence": {"zh": "号码A060等候中，不能过号重排。", "en": "Ticket A060 is waiting."}}
    acts = ("PrintTicket", "SetPriority", "Leave", "Cancel")
    actions = {act: {"possible": True, "why": None} for act in acts} | {"Reinsert": {"possible": False, "why": no}}
    ticket = {"id": "A060", "number": "A060", "service_name": name("A"), "joined": NOW, "printed": 2}
    return {"hall": HALL, "day": "2026-01-05", "ticket": ticket, "actions": actions}
