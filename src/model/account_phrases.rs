//! The program's sentences about customers, in both languages.

pub(super) const ACCOUNT_PHRASES: &[(&str, &str, &str)] = &[
    (
        "reject.required",
        "Diese Angabe ist nötig und fehlt.",
        "This is needed and missing.",
    ),
    (
        "reject.wallet",
        "Der Gesamtbedarf ist kleiner als der Umsatz; erlaubt: ≥ {revenue}.",
        "The total demand is below the revenue; allowed: ≥ {revenue}.",
    ),
    (
        "reject.account_na",
        "Kunden kennen kein `NA`; bitte das Feld leer lassen.",
        "Accounts know no `NA`; please leave the field empty.",
    ),
    (
        "reject.not_accounts",
        "Erlaubt ist hier eine Liste von Kunden: [{…}, …].",
        "Allowed here is a list of accounts: [{…}, …].",
    ),
    (
        "accounts.fault.total_revenue",
        "Der Gesamtumsatz fehlt oder ist nicht größer als 0.",
        "The total revenue is missing or not above 0.",
    ),
    (
        "accounts.fault.active_customers",
        "Die Zahl der aktiven Kunden ist keine ganze Zahl ab 1.",
        "The number of active customers is not a whole number from 1.",
    ),
    (
        "accounts.fault.currency_mixed",
        "Die Kunden haben mehrere Währungen: {currencies}.",
        "The accounts are in several currencies: {currencies}.",
    ),
    (
        "accounts.fault.no_accounts",
        "Es gibt keinen gültigen Kunden.",
        "There is no valid account.",
    ),
    (
        "accounts.fault.total_revenue_below_listed",
        "Der Gesamtumsatz ({total}) liegt unter der Summe der Kunden ({listed}).",
        "The total revenue ({total}) is below the sum of the accounts ({listed}).",
    ),
    (
        "accounts.fault.active_customers_below_groups",
        "Es gibt mehr Kundengruppen ({groups}) als aktive Kunden ({customers}).",
        "There are more customer groups ({groups}) than active customers ({customers}).",
    ),
    (
        "accounts.fault.rest_without_customers",
        "Es bleibt Umsatz übrig ({rest}), aber alle aktiven Kunden stehen schon in der Liste.",
        "Revenue is left ({rest}), but all active customers are in the list already.",
    ),
    (
        "accounts.warning.not_the_largest",
        "Die Liste enthält nicht die größten Kunden; die Zahlen zur Konzentration sind unsicher.",
        "The list does not hold the largest customers; the figures on concentration are uncertain.",
    ),
    (
        "accounts.warning.few_per_position",
        "Nur {accounts} Kunden je KAM-Stelle; üblich sind {least} bis {most}.",
        "Only {accounts} accounts per KAM position; {least} to {most} are usual.",
    ),
    (
        "accounts.warning.many_per_position",
        "{accounts} Kunden je KAM-Stelle; üblich sind {least} bis {most}.",
        "{accounts} accounts per KAM position; {least} to {most} are usual.",
    ),
    (
        "accounts.warning.other_currency",
        "Die Kosten des Regelwerks stehen in {costs}, die Kunden in {accounts}; Budget und Break-even bleiben leer.",
        "The pack's costs are in {costs}, the accounts in {accounts}; budget and break-even stay empty.",
    ),
    (
        "accounts.warning.out_of_range",
        "Der berechnete Wert von {field} ({value}) liegt außerhalb des erlaubten Bereichs ({allowed}) und wird nicht übernommen.",
        "The computed value of {field} ({value}) is out of the allowed range ({allowed}) and is not taken over.",
    ),
    (
        "accounts.difference",
        "{field}: angegeben {stated}, aus den Kunden berechnet {computed}; es gilt der berechnete Wert.",
        "{field}: stated {stated}, computed from the accounts {computed}; the computed value holds.",
    ),
    (
        "accounts.quadrant.strategic",
        "Strategischer Kunde",
        "Strategic",
    ),
    (
        "accounts.quadrant.development",
        "Entwicklungskunde",
        "Development",
    ),
    ("accounts.quadrant.maintain", "Pflegekunde", "Maintain"),
    (
        "accounts.quadrant.streamline",
        "Standardkunde",
        "Streamline",
    ),
    ("accounts.status.excluded", "ausgeschlossen", "excluded"),
    (
        "accounts.status.data_missing",
        "Daten fehlen",
        "data missing",
    ),
    ("accounts.status.key_account", "Key Account", "key account"),
    ("accounts.status.watch", "Beobachtung", "watch list"),
    (
        "accounts.status.standard",
        "Standardbetreuung",
        "standard service",
    ),
];
