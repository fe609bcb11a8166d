"""A hall of two windows, as text that a test breaks and as a hall that tables are read against."""

from hallops.domain.hall import Hall
from hallops.files.hall_file import read_hall

HALL = """\
schema: hallops-hall/1
hall: {id: small, zh: 小厅, en: Small hall, timezone: Asia/Shanghai, seats: 20}
zones:
  - {id: Z1, zh: 大厅, en: Hall}
services:
  - {code: A, letter: A, zh: 社保, en: Insurance, target_minutes: 10, zone: Z1}
  - {code: B, letter: B, zh: 住房, en: Housing, target_minutes: 20}
windows:
  - {window: 1, zone: Z1, rank: {A: 1, B: 2}, accessible: true}
  - {window: 2, rank: {B: 1}}
classes:
  - {code: N, zh: 普通, en: Everybody}
  - {code: S, zh: 老年人, en: Senior, head_start_minutes: 10, proof: {zh: 身份证, en: Identity card}}
posts:
  - {id: guide, zh: 导服台, en: Guide desk}
staff:
  - {id: S01, name: 王晓岚}
  - {id: S02, name: 李建平}
modes:
  - {id: day, zh: 工作日, en: Day, kind: weekday, days: [workday], hours: [["09:00", "17:30"]], windows: all}
  - {id: noon, zh: 午间, en: Noon, kind: lunch, days: [workday], hours: [["12:00", "13:00"]], windows: [1],
     overlay: true}
  - {id: sat, zh: 周六, en: Saturday, kind: weekend, days: [sat], hours: [["09:00", "12:00"]], services: [A]}
reasons:
  pause:
    lunch: {zh: 用餐, en: Lunch}
rules: {overflow: 1500, reinsert_after_minutes: 15}
calendar:
  - {first: 2026-10-01, last: 2026-10-07, kind: holiday, zh: 国庆节, en: National Day}
demand:
  workday_visits: 100
  weights_start: 09:00
  half_hour_weights: [0.5, 0.5]
  services:
    A: {share: 0.75, mean_minutes: 7, cv: 0.8}
    B: {share: 0.25, mean_minutes: 12, cv: 1}
  classes: {N: 0.9, S: 0.1}
  patience_minutes: 90
  transfers:
    A: {B: 0.1}
"""


def small_hall() -> Hall:
    return read_hall(HALL.encode()).hall
