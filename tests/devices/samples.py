"""Tickets that several scenes print."""

from devices.printing.slip import TicketSlip

CHINESE = TicketSlip(
    hall="示范街道政务服务中心",
    number="A012",
    service="社保卡申领与补换",
    facts=(
        ("前面等候", "12 人"),
        ("预计等候", "20-30 分钟"),
        ("等候区", "综合受理区"),
        ("取号时间", "2025-03-14 09:41"),
    ),
    notes=("扫码查看排队进度", "请留意叫号屏和语音，过号三次作废。"),
    qr="http://hall.example/t/K7Q2ZM",
)
ENGLISH = TicketSlip(
    hall="Model Subdistrict Government Service Centre",
    number="A012",
    service="Social insurance card",
    facts=(("Ahead of you", "12 people"), ("Waiting zone", "General windows")),
    notes=("Please watch the board and listen for your number.",),
)
