//! Sentences of the import log, and of the cells that people wrote and that are refused.

pub(super) const IMPORT_PHRASES: &[(&str, &str, &str)] = &[
    (
        "import.encoding",
        "Zeichensatz {encoding}",
        "Encoding {encoding}",
    ),
    (
        "import.delimiter",
        "Trennzeichen {delimiter}",
        "Delimiter {delimiter}",
    ),
    (
        "import.skipped",
        "Kopfzeile in Zeile {row}; Zeilen darüber übersprungen",
        "Header in row {row}; rows above it skipped",
    ),
    (
        "import.two_rows",
        "Kopfzeile aus zwei Zeilen zusammengesetzt",
        "Header joined from two rows",
    ),
    (
        "import.heading",
        "Spalten nach ihrer Bezeichnung zugeordnet",
        "Columns matched by their heading",
    ),
    (
        "import.no_heading",
        "Spalte ohne Überschrift, nicht gelesen",
        "Column without a heading, not read",
    ),
    (
        "import.total",
        "Summen- und Fußzeilen übersprungen",
        "Total and foot rows skipped",
    ),
    (
        "import.rejects",
        "Liste abgelehnter Zeilen; ihre ersten sieben Spalten übersprungen",
        "List of rejects; its first seven columns skipped",
    ),
    (
        "import.comma",
        "Komma als Dezimalzeichen gelesen",
        "Comma read as decimal sign",
    ),
    (
        "import.groups",
        "Tausendertrennzeichen entfernt",
        "Thousands separators removed",
    ),
    (
        "import.percent",
        "Prozentzeichen entfernt",
        "Percent signs removed",
    ),
    (
        "import.unit",
        "Einheit „{unit}“ umgerechnet oder entfernt",
        "Unit “{unit}” converted or removed",
    ),
    (
        "import.heading_unit",
        "Einheit der Überschrift angewandt",
        "Unit of the heading applied",
    ),
    ("import.flag", "Ja/Nein-Wort gelesen", "Yes/no word read"),
    ("import.day", "Datum gelesen", "Date read"),
    (
        "import.choice",
        "Wert nach seiner Bezeichnung gelesen",
        "Value read by its label",
    ),
    (
        "import.unknown",
        "Als „keine Angabe“ gelesen",
        "Read as unknown",
    ),
    (
        "import.not_applicable",
        "Als „nicht zutreffend“ gelesen",
        "Read as not applicable",
    ),
    (
        "reject.cell_error",
        "In der Zelle steht ein Fehler der Tabellenkalkulation; bitte berichtigen oder leeren.",
        "The cell holds a spreadsheet error; please correct or empty it.",
    ),
    (
        "reject.total",
        "Das sieht wie eine Summenzeile aus und steht zwischen Datensätzen; bitte löschen oder anders benennen.",
        "This looks like a total and stands between records; please delete it or give it another id.",
    ),
    (
        "reject.second_header",
        "In Zeile {line} beginnt mit einer zweiten Kopfzeile eine weitere Tabelle; bitte jede Tabelle in eine eigene Datei schreiben.",
        "A second header in line {line} begins another table; please give each table a file of its own.",
    ),
    (
        "reject.share_or_percent",
        "Das kann ein Anteil oder schon eine Prozentzahl sein; bitte „%“ dahinter oder „in %“ in die Überschrift schreiben.",
        "This may be a share or a percentage; please write “%” behind it, or “in %” in the heading.",
    ),
    (
        "reject.note",
        "In dieser Zeile ist nur eine Zelle gefüllt, und sie liest sich wie eine Bemerkung; bitte die Zeile löschen oder der Organisation einen Namen geben.",
        "Only one cell of this row is filled, and it reads like a note; please delete the row, or give the organisation a name.",
    ),
    (
        "reject.vague",
        "Das ist eine ungefähre Angabe oder eine Spanne; bitte eine Zahl nennen, erlaubt: {allowed}.",
        "This is about a value or a span; please state one number, allowed: {allowed}.",
    ),
    (
        "import.merged",
        "Verbundene Zellen mit ihrem Wert gefüllt",
        "Merged cells filled with their value",
    ),
    (
        "reject.unit",
        "Die Einheit „{found}“ passt nicht zu diesem Feld; seine Einheit ist „{unit}“.",
        "The unit “{found}” does not fit this field; its unit is “{unit}”.",
    ),
    (
        "reject.unit_none",
        "Dieses Feld hat keine Einheit; bitte die Zahl ohne „{found}“ angeben.",
        "This field has no unit; give the number without “{found}”.",
    ),
    (
        "reject.unit_clash",
        "Die Einheit der Zelle widerspricht der in der Überschrift.",
        "The unit of the cell contradicts that of the heading.",
    ),
    (
        "reject.currency",
        "Die Währung {found} widerspricht {other} in derselben Zeile.",
        "The currency {found} contradicts {other} in the same row.",
    ),
    (
        "reject.mapped_decimal",
        "Die Zuordnung (`--mapping`) gibt dieser Spalte das Dezimalzeichen „{sign}“; bitte die Zelle oder die Zuordnung ändern.",
        "The mapping (`--mapping`) gives this column the decimal sign “{sign}”; please change the cell or the mapping.",
    ),
    (
        "reject.decimal",
        "Das Dezimalzeichen der Spalte ist „{sign}“ ({other}); bitte vereinheitlichen oder `--decimal` angeben.",
        "The decimal sign of the column is “{sign}” ({other}); please write all cells alike or give `--decimal`.",
    ),
    (
        "reject.share",
        "Andere Zellen der Spalte tragen ein Prozentzeichen; ist das ein Anteil oder sind es Prozent? Bitte mit „%“ schreiben.",
        "Other cells of the column carry a percent sign; is this a share or a percentage? Please write it with “%”.",
    ),
    (
        "reject.short_year",
        "Das Jahr hat nur zwei Ziffern; bitte JJJJ-MM-TT schreiben.",
        "The year has two digits only; please write YYYY-MM-DD.",
    ),
    (
        "reject.day_or_month",
        "Tag und Monat sind nicht zu unterscheiden; bitte JJJJ-MM-TT schreiben.",
        "Day and month cannot be told apart; please write YYYY-MM-DD.",
    ),
];
