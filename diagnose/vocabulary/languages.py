"""What logs in other languages call splits and metrics, and how that is said in English.

May not: know the words for epochs and steps, which stand among the axes.
"""

from __future__ import annotations

import re
from functools import lru_cache

PARTS = {
    "训练": "train",
    "訓練": "train",
    "学習": "train",
    "훈련": "train",
    "학습": "train",
    "trainings": "train",
    "eğitim": "train",
    "huấn luyện": "train",
    "验证": "val",
    "驗證": "val",
    "検証": "val",
    "검증": "val",
    "validierungs": "val",
    "validierung": "val",
    "validation": "val",
    "convalida": "val",
    "doğrulama": "val",
    "测试": "test",
    "測試": "test",
    "テスト": "test",
    "테스트": "test",
    "kiểm tra": "test",
    "损失": "loss",
    "損失": "loss",
    "誤差": "loss",
    "误差": "loss",
    "오차": "loss",
    "代价": "loss",
    "손실": "loss",
    "verlust": "loss",
    "fehler": "loss",
    "mất mát": "loss",
    "准确率": "accuracy",
    "准确度": "accuracy",
    "精度": "accuracy",
    "正确率": "accuracy",
    "正解率": "accuracy",
    "정확도": "accuracy",
    "genauigkeit": "accuracy",
    "độ chính xác": "accuracy",
    "学习率": "learning rate",
    "學習率": "learning rate",
    "学習率": "learning rate",
    "학습률": "learning rate",
}
"""Alone or joined to others: `训练损失`, `Trainingsverlust`."""

BEGINNINGS = {
    "обуч": "train",
    "трениров": "train",
    "entrena": "train",
    "entraîn": "train",
    "entrainement": "train",
    "treinam": "train",
    "treino": "train",
    "addestram": "train",
    "apprentissage": "train",
    "treningow": "train",
    "валидац": "val",
    "проверочн": "val",
    "validaci": "val",
    "validaç": "val",
    "validazion": "val",
    "walidac": "val",
    "тестов": "test",
    "testow": "test",
    "потер": "loss",
    "ошибк": "loss",
    "pérdida": "loss",
    "perdida": "loss",
    "perdita": "loss",
    "kayb": "loss",
    "kayıp": "loss",
    "kayip": "loss",
    "точност": "accuracy",
    "exactitud": "accuracy",
    "accuratezza": "accuracy",
    "acurácia": "accuracy",
    "acuracia": "accuracy",
    "dokładność": "accuracy",
    "doğruluk": "accuracy",
    "précision": "precision",
    "precisão": "precision",
}
"""Whatever their ending: `обучение`, `обучения`."""

WHOLE = {
    "perte": "loss",
    "pertes": "loss",
    "perda": "loss",
    "strata": "loss",
    "teste": "test",
    "prueba": "test",
    "тест": "test",
    "тесте": "test",
    "precisión": "precision",
}
"""Nothing but these: `strata`, not `stratagem`."""

ENGLISH_AS_WELL = frozenset(("trainings", "validation"))
"""Which of them an English word may begin with: they count where the name has another word of another language."""

OF = r"(?:(?<!\w)(?:d['’]|de l['’]|de la |del? |di |da |do |на ))?"
"""What stands before the name of the split, and goes with it: `perte d'entraînement`."""


def english(name: str) -> str:
    """A name with its words of other languages put into English; most names as they are."""
    if name.isascii() and _ascii().search(name.lower()) is None:
        return name
    pattern, meanings = _pattern()
    return pattern.sub(lambda match: f" {meanings[match.lastgroup][match[match.lastgroup].lower()]} ", name)  # type: ignore[index]


def ascii_words() -> list[str]:
    """The words that are written like English ones, but are none."""
    words = (*PARTS, *BEGINNINGS, *WHOLE)
    return [word for word in words if word.isascii() and word not in ENGLISH_AS_WELL]


@lru_cache(maxsize=1)
def _ascii() -> re.Pattern[str]:
    return re.compile("|".join(ascii_words()))


@lru_cache(maxsize=1)
def _pattern() -> tuple[re.Pattern[str], dict[str, dict[str, str]]]:
    """What finds the words, longest first; and, by the name of its groups, what they mean."""
    parts, beginnings, whole = (
        "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        for words in (PARTS, BEGINNINGS, WHOLE)
    )
    apart = rf"(?<![^\W_])(?P<whole>{whole})(?![^\W_])"
    pattern = rf"{OF}(?:{apart}|(?P<part>{parts})|(?<![^\W\d_])(?P<beginning>{beginnings})\w*)"
    meanings = {"whole": WHOLE, "part": PARTS, "beginning": BEGINNINGS}
    return re.compile(pattern, re.IGNORECASE), meanings
