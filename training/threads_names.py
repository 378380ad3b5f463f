"""Names and headings of ours, put into the public pages so that the fit meets more of them than they have."""

from __future__ import annotations

ODD_NAMES = """
The Garden Gnome | A Mother of Three | Just a dad | Not My Real Name | Carla's kitchen | Bob. Only Bob. | J |
M. | C. K. | A reader from Leeds | Ms. Pepper | What I Ate Today | The Little Bakery | My Two Cents |
old sailor | How To Knit | no name given | Tom (the other one) | On the Road with Anna | lost in oslo |
x Mia x | omg o_O | Travels of a Teacher | Wine & Words | This Charming Gran | I Love Trains |
Fred from Accounting | K2 | Kim @ home | Das Landei | Der mit dem Hund | Die Zwei | Ein alter Leser |
eine Mutter | noch so einer | Zum Goldenen Hahn | Kleine Welt | La Petite Reine | Le vieux marin | El Tío Paco
| mamá de dos | Um Leitor | Mein Senf | MAMA TRUDE | DER STIER | Rosa's Welt | Frau Holle bloggt |
bin nur gast | A. B. | Captain Obvious
"""
"""Names of ours such as readers give themselves that look like a title or the end of a sentence."""

HEADINGS = """
Conclusion | What Happens Next | Why It Matters | A Long Road Home | The Background | Nutrition | Method |
Notes | How to Store It | Our Verdict | The Bottom Line | Day Two | Getting There | Rooms and Food |
Final Thoughts | Dining | Best for Families | Step One | Frequently Asked Questions | Key Points | Summer 2015
| Ingredients | The Old Town | Mayor Under Fire | No End in Sight | A Second Chance | Results | Spa and Pool |
In Short | Fazit | Zutaten | Zubereitung | So geht es weiter | Das Problem | Tipps und Tricks | Der Weg zurück
| Material | Hintergrund | Mein Eindruck | Fertig! | Teil 2 | Die Vorgeschichte | Anreise | Was tun? |
Erste Schritte | Pour conclure | Les faits | Conclusión | Cómo llegar | Modo de preparo | O que muda |
Weniger ist mehr
"""
"""Headings of ours such as articles have, to tell them from readers' names."""


def listed(names: str) -> list[str]:
    """Return the names in order."""
    return [name.strip() for name in names.replace("\n", " ").split("|") if name.strip()]
