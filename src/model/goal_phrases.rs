//! The program's own sentences about goals, KPIs and the mission, in both languages.

pub(super) const GOAL_PHRASES: &[(&str, &str, &str)] = &[
    (
        "goal.no_accounts",
        "Dazu wird die Liste der Kunden gebraucht.",
        "The list of customers is needed for it.",
    ),
    ("goal.unknown", "Es fehlt: {fields}.", "Missing: {fields}."),
    (
        "goal.candidates_open",
        "Es fehlt: {fields}, und zwar bei {candidates}.",
        "Missing: {fields}, for {candidates}.",
    ),
    (
        "goal.failed",
        "Die Regel ist fehlgeschlagen: {error}.",
        "The rule failed: {error}.",
    ),
    (
        "goals.warning.few",
        "Angezeigt sind weniger als {least} Ziele, nämlich {count}; empfohlen werden nur diese.",
        "Fewer than {least} goals are indicated, namely {count}; only these are recommended.",
    ),
    (
        "goals.warning.many",
        "Es sind {count} Ziele aufgeschrieben; mehr als {most} lassen sich nicht zugleich verfolgen.",
        "There are {count} goals written down; more than {most} cannot be pursued at once.",
    ),
    (
        "goals.warning.left_out",
        "„{goal}“ ist hier Pflicht und fehlt unter den aufgeschriebenen Zielen.",
        "“{goal}” is mandatory here and is missing among the goals written down.",
    ),
    (
        "goals.form_only",
        "Geprüft wird die Form eines Ziels, nicht, ob es klug ist.",
        "The checks look at the form of a goal, not at whether it is wise.",
    ),
    (
        "smart.no_as_of",
        "Unentschieden ohne Stichtag (`--as-of`).",
        "Undecided without a reference date (`--as-of`).",
    ),
    (
        "smart.S.no_scope",
        "Es ist nicht gesagt, für welche Kunden das Ziel gilt.",
        "It is not said for which customers the goal holds.",
    ),
    (
        "smart.S.no_owner",
        "Es ist niemand zuständig.",
        "Nobody is responsible.",
    ),
    (
        "smart.S.several_owners",
        "Zuständig ist nicht eine Person: {owner}.",
        "Not one person is responsible: {owner}.",
    ),
    (
        "smart.S.post",
        "Zuständig ist eine Stelle, keine Person: {owner}.",
        "A post is responsible, not a person: {owner}.",
    ),
    (
        "smart.S.no_kpi",
        "Es ist keine Kennzahl genannt.",
        "No KPI is named.",
    ),
    (
        "smart.S.several_kpis",
        "Es sind {count} Kennzahlen genannt; ein Ziel hat genau eine.",
        "{count} KPIs are named; a goal has exactly one.",
    ),
    (
        "smart.S.joined",
        "„und“ oder „and“ steht {count}-mal im Text, höchstens {most}-mal ist erlaubt; vermutlich sind es mehrere Ziele.",
        "“und” or “and” stands {count} times in the text, at most {most} is allowed; probably these are several goals.",
    ),
    (
        "smart.M.no_kpi",
        "Ohne Kennzahl ist das Ziel nicht messbar.",
        "Without a KPI the goal cannot be measured.",
    ),
    (
        "smart.M.unknown_kpi",
        "Die Kennzahl {kpi} steht weder in der Liste noch unter den eigenen.",
        "The KPI {kpi} is neither in the list nor among the own ones.",
    ),
    (
        "smart.M.no_formula",
        "Die eigene Kennzahl {kpi} hat keine Formel.",
        "The own KPI {kpi} has no formula.",
    ),
    (
        "smart.M.no_baseline",
        "Der Istwert fehlt.",
        "The baseline is missing.",
    ),
    (
        "smart.M.no_target",
        "Der Sollwert fehlt.",
        "The target is missing.",
    ),
    (
        "smart.M.unit",
        "Die Einheit ist {unit}, die der Kennzahl {expected}.",
        "The unit is {unit}, that of the KPI {expected}.",
    ),
    (
        "smart.M.same",
        "Ist- und Sollwert sind gleich: {smart_target}.",
        "Baseline and target are the same: {smart_target}.",
    ),
    (
        "smart.M.not_up",
        "Die Kennzahl soll steigen, das Ziel geht aber von {smart_baseline} auf {smart_target}.",
        "The KPI is to rise, but the goal goes from {smart_baseline} to {smart_target}.",
    ),
    (
        "smart.M.not_down",
        "Die Kennzahl soll sinken, das Ziel geht aber von {smart_baseline} auf {smart_target}.",
        "The KPI is to fall, but the goal goes from {smart_baseline} to {smart_target}.",
    ),
    (
        "smart.M.corridor",
        "Der Sollwert {smart_target} liegt nicht zwischen {smart_low} und {smart_high}.",
        "The target {smart_target} does not lie between {smart_low} and {smart_high}.",
    ),
    (
        "smart.A.incomplete",
        "Istwert, Sollwert oder Termin fehlt.",
        "Baseline, target or due date is missing.",
    ),
    (
        "smart.A.past",
        "Der Termin {due} liegt nicht nach dem Stichtag.",
        "The due date {due} does not lie after the reference date.",
    ),
    (
        "smart.A.below",
        "Der Sollwert {smart_target} liegt unter dem kleinsten möglichen Wert {smart_low}.",
        "The target {smart_target} lies below the least possible value {smart_low}.",
    ),
    (
        "smart.A.above",
        "Der Sollwert {smart_target} liegt über dem größten möglichen Wert {smart_high}.",
        "The target {smart_target} lies above the largest possible value {smart_high}.",
    ),
    (
        "smart.A.from_zero",
        "Von null aus zählt nur ein genehmigtes Budget; nötig sind {smart_needed} im Jahr.",
        "From zero only an approved budget counts; {smart_needed} a year are needed.",
    ),
    (
        "smart.A.too_fast",
        "Nötig sind {smart_needed} im Jahr; nach den bisherigen Werten erreichbar sind {smart_limit}.",
        "{smart_needed} a year are needed; by the values so far, {smart_limit} can be reached.",
    ),
    (
        "smart.A.reach",
        "Nötig sind {smart_needed} im Jahr; erreichbar sind {smart_limit}.",
        "{smart_needed} a year are needed; {smart_limit} can be reached.",
    ),
    (
        "smart.A.approved",
        "Nötig sind {smart_needed} im Jahr; das Budget ist genehmigt.",
        "{smart_needed} a year are needed; the budget is approved.",
    ),
    (
        "smart.A.keeps",
        "Der Wert von heute wird gehalten.",
        "The value of today is kept.",
    ),
    (
        "smart.R.no_strategy",
        "Der Bezug zur Strategie fehlt.",
        "The reference to the strategy is missing.",
    ),
    (
        "smart.R.conflict",
        "Widerspricht dem Ziel {other}: Wachstum mit dem größten Kunden und weniger Abhängigkeit von ihm.",
        "Contradicts the goal {other}: growth with the largest account and less dependence on it.",
    ),
    (
        "smart.T.no_due",
        "Der Termin fehlt.",
        "The due date is missing.",
    ),
    (
        "smart.T.due",
        "Der Termin {due} liegt nicht zwischen {from} und {to}.",
        "The due date {due} does not lie between {from} and {to}.",
    ),
    (
        "smart.T.no_milestone",
        "Für einen Termin in mehr als einem Jahr fehlt ein Zwischenziel zwischen {from} und {to}.",
        "For a date more than a year away, a milestone between {from} and {to} is missing.",
    ),
    (
        "smart.T.milestone",
        "Das Zwischenziel {milestone} liegt nicht zwischen {from} und {to}.",
        "The milestone {milestone} does not lie between {from} and {to}.",
    ),
    (
        "smart.warning.no_account",
        "Unter den Kunden gibt es niemanden namens {account}.",
        "There is nobody called {account} among the customers.",
    ),
    (
        "smart.warning.not_indicated",
        "„{goal}“ ist nach den Angaben nicht angezeigt.",
        "“{goal}” is not indicated by the facts.",
    ),
    ("field.smart_baseline", "Istwert", "baseline"),
    ("field.smart_target", "Sollwert", "target"),
    ("field.smart_low", "kleinster Wert", "least value"),
    ("field.smart_high", "größter Wert", "largest value"),
    (
        "field.smart_needed",
        "nötige Änderung im Jahr",
        "change needed a year",
    ),
    (
        "field.smart_limit",
        "erreichbare Änderung im Jahr",
        "change within reach a year",
    ),
    (
        "computed.candidate.quadrant",
        "Feld im Portfolio",
        "portfolio quadrant",
    ),
    (
        "computed.candidate.share_of_wallet",
        "Lieferanteil",
        "share of wallet",
    ),
    ("computed.candidate.wallet", "Gesamtbedarf", "wallet"),
    (
        "computed.candidate.relationship_stage",
        "Beziehungsstufe",
        "relationship stage",
    ),
    (
        "computed.candidate.innovation_partner",
        "Bewertung als Innovationspartner",
        "rating as innovation partner",
    ),
    (
        "computed.candidate.contract_months",
        "Vertragsende",
        "contract end",
    ),
    (
        "computed.accounts.candidates_db2_pct",
        "DB II der Kandidaten",
        "contribution margin II of the candidates",
    ),
    (
        "computed.accounts.dependent",
        "Abhängigkeit vom größten Kunden",
        "dependence on the largest customer",
    ),
    (
        "computed.as_of",
        "Stichtag (`--as-of`)",
        "reference date (`--as-of`)",
    ),
    (
        "kpi.no_data",
        "Dafür fehlen Daten: {kpi_data}.",
        "Data are missing for it: {kpi_data}.",
    ),
    (
        "kpi.wallet",
        "Der Gesamtbedarf ist bei weniger als {least} % der großen Kunden bekannt, oder niemand weiß es.",
        "The wallet is known for fewer than {least} % of the large customers, or nobody knows.",
    ),
    (
        "kpi.choice.lagging",
        "misst das Ergebnis",
        "measures the result",
    ),
    (
        "kpi.choice.leading",
        "zeigt früh, wohin es geht",
        "shows early where things go",
    ),
    (
        "kpi.choice.beside_growth",
        "damit Wachstum nicht über den Preis erkauft wird",
        "so that growth is not bought by price",
    ),
    (
        "kpi.choice.fill",
        "ergänzt eine kurze Liste",
        "completes a short list",
    ),
    (
        "kpi.choice.non_financial",
        "damit nicht nur Geld gemessen wird",
        "so that not only money is measured",
    ),
    (
        "kpis.warning.few",
        "Es sind {count} Kennzahlen; mindestens {limit} gehören dazu.",
        "There are {count} KPIs; at least {limit} belong to it.",
    ),
    (
        "kpis.warning.many",
        "Es sind {count} Kennzahlen; mehr als {limit} sind zu viele.",
        "There are {count} KPIs; more than {limit} are too many.",
    ),
    (
        "kpis.warning.no_lagging",
        "Für „{goal}“ fehlt eine Kennzahl, die das Ergebnis misst.",
        "“{goal}” lacks a KPI that measures the result.",
    ),
    (
        "kpis.warning.no_leading",
        "Für „{goal}“ fehlt eine Kennzahl, die früh zeigt, wohin es geht.",
        "“{goal}” lacks a KPI that shows early where things go.",
    ),
    (
        "kpis.warning.financial_only",
        "Alle Kennzahlen messen Geld; mindestens eine andere gehört dazu.",
        "All KPIs measure money; at least one other belongs to it.",
    ),
    (
        "kpis.warning.growth_alone",
        "Umsatzwachstum steht ohne Ertrag da: Wachstum kann über den Preis erkauft sein.",
        "Revenue growth stands without profit: growth can be bought by price.",
    ),
    (
        "kpis.warning.wallet",
        "Der Lieferanteil wird gemessen, der Bedarf ist aber nur bei {known} % der großen Kunden bekannt; nötig sind {least} %.",
        "Share of wallet is measured, but the wallet is known for only {known} % of the large customers; {least} % are needed.",
    ),
    (
        "kpis.warning.no_owner",
        "Für die Kennzahl des Ziels {record} ist niemand zuständig.",
        "Nobody is responsible for the KPI of the goal {record}.",
    ),
    ("mission.state.filled", "vorhanden", "there"),
    (
        "mission.state.blank",
        "noch mit Lücken",
        "still with blanks",
    ),
    ("mission.state.missing", "fehlt", "missing"),
    (
        "mission.state.hinted",
        "Stichwort gefunden",
        "key word found",
    ),
    (
        "mission.state.not_hinted",
        "kein Stichwort gefunden",
        "no key word found",
    ),
    (
        "mission.warning.words",
        "Die Mission hat {count} Wörter; gut sind {least} bis {most}.",
        "The mission has {count} words; {least} to {most} are good.",
    ),
    (
        "mission.warning.account",
        "Ein Kunde ist genannt: {account}. Namen gehören nur in die Beschlusszeile.",
        "A customer is named: {account}. Names belong only in the line of approval.",
    ),
    (
        "mission.warning.exclusive",
        "„{word}“ klingt nach Exklusivität; erst rechtlich prüfen.",
        "“{word}” sounds like exclusivity; have it checked by a lawyer first.",
    ),
    (
        "reject.left_empty",
        "Was nicht zutrifft, bleibt hier leer.",
        "What does not apply is left empty here.",
    ),
    (
        "reject.not_records",
        "Hier wird eine Liste von Objekten erwartet: [{…}, …].",
        "A list of objects is expected here: [{…}, …].",
    ),
    (
        "reject.known_kpi",
        "So heißt schon eine Kennzahl der Liste; die eigene braucht einen anderen Namen.",
        "A KPI of the list is called so already; your own needs another name.",
    ),
    (
        "reject.second_mission",
        "Zu diesem Datensatz gibt es schon eine Mission: {first}.",
        "This record has a mission already: {first}.",
    ),
    (
        "reject.mission_owner",
        "Zu wem die Mission gehört, ist bei mehreren Organisationen nicht klar; sie gehört als `mission` in den Datensatz.",
        "With several organisations it is not clear whose mission this is; put it into the record as `mission`.",
    ),
    (
        "reject.not_mission",
        "Eine Mission ist ein Text oder ein Objekt mit ihren Elementen.",
        "A mission is a text, or an object with its elements.",
    ),
];
