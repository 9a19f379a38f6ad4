use super::*;
use crate::input::Source;
use crate::model::{Criterion, FaultCode, Function, Lang, Listed, UnitKind};

const HEAD: &str = "unit_id,parent_id,second_parent_id,name,kind,criterion,function,headcount";

fn table(text: &str) -> ChartTable {
    let source = Source {
        name: "org_units.csv".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    read_csv(&source).unwrap()
}

fn only(text: &str) -> Result<Chart, Vec<ChartFault>> {
    let [one] = <[ChartInput; 1]>::try_from(table(text).charts).unwrap();
    one.chart
}

/// `code unit row: sentence` for each fault.
fn told(faults: &[ChartFault]) -> Vec<String> {
    let mut texts = crate::model::Catalogue::new();
    crate::model::add_chart_phrases(&mut texts);
    let line = |fault: &ChartFault| {
        let sentence = texts[&*fault.reason.id].get(Lang::En);
        let filled = crate::model::fill(sentence, |name| {
            fault.reason.values.get(name).map(|value| match value {
                crate::model::Value::Number(number) => number.to_string(),
                other => other.as_word().unwrap_or_default().to_owned(),
            })
        });
        let unit = fault.unit.as_deref().unwrap_or("–");
        format!("{} {unit} @{}: {filled}", fault.code.id(), fault.place)
    };
    faults.iter().map(line).collect()
}

#[test]
fn a_table_is_read_with_its_columns_in_any_order_and_others_named() {
    let read = table(
        "\u{feff}name,note,parent_id,unit_id,headcount,kind,criterion,function\nChef,x,,1,,board,unknown,\n\n\"Vertrieb\nSüd\",,1, v ,12.5,,region,sales\n,,,,,,,\n",
    );
    assert_eq!(read.unread, ["note"]);
    assert_eq!(read.rows, 2);
    let chart = read.charts[0].chart.as_ref().unwrap();
    let sales = chart.unit(1).unwrap();
    assert_eq!((&*sales.id, sales.name.as_str()), ("v", "Vertrieb\nSüd"));
    assert_eq!(sales.criterion, Some(Criterion::Region));
    assert_eq!(sales.function, Some(Function::Sales));
    assert_eq!(sales.headcount, Some(12.5));
    assert_eq!(chart.unit(0).unwrap().kind, UnitKind::Board);
    assert_eq!(chart.unit(0).unwrap().criterion, None);
}

#[test]
fn all_faults_of_a_table_are_given_at_once_with_row_and_cell() {
    let faults = only(&format!(
        "{HEAD}
a,,,Chef,boss,shape,cooking,-1
,a,,Ohne,,,,viel
a,a,z,Noch eins,,,,1.200
b,q,,B,,,,
c,d,,C,,,,
d,c,,D,,,
e,,,E,,,,
"
    ))
    .unwrap_err();
    assert_eq!(
        told(&faults),
        [
            "several_roots a @org_units.csv:2: Several units have no `parent_id`; only one may stand at the top (row 1).",
            "bad_value a @org_units.csv:2:5, field `kind`: There is no such value here; allowed: line, staff, board.",
            "bad_value a @org_units.csv:2:6, field `criterion`: There is no such value here; allowed: function, product, region, customer, project, unknown.",
            "bad_value a @org_units.csv:2:7, field `function`: There is no such value here; allowed: sales, marketing, customer_management, service, rnd, production, logistics, purchasing, quality, finance, hr, it, legal, admin, other.",
            "bad_value a @org_units.csv:2:8, field `headcount`: There is no such value here; allowed: ≥ 0.",
            "missing_id – @org_units.csv:3, field `unit_id`: The `unit_id` is missing (row 2).",
            "bad_value – @org_units.csv:3:8, field `headcount`: There is no such value here; allowed: ≥ 0.",
            "duplicate_id a @org_units.csv:4, field `unit_id`: An earlier unit has the same id (row 3).",
            "bad_value a @org_units.csv:4:8, field `headcount`: This can mean 1200 or 1.2; please write it clearly.",
            "missing_parent a @org_units.csv:4, field `second_parent_id`: The unit named here does not exist (row 3).",
            "missing_parent b @org_units.csv:5, field `parent_id`: The unit named here does not exist (row 4).",
            "cycle c @org_units.csv:6: Through `parent_id`, the unit stands above itself (row 5).",
            "bad_value d @org_units.csv:7: The row has 7 cells, the header 8.",
            "cycle d @org_units.csv:7: Through `parent_id`, the unit stands above itself (row 6).",
            "several_roots e @org_units.csv:8: Several units have no `parent_id`; only one may stand at the top (row 7).",
        ]
    );
}

#[test]
fn a_table_without_units_is_an_empty_chart() {
    for text in ["", HEAD, "\u{feff}", "unit_id,parent_id,name\n,,\n"] {
        let faults = only(text).unwrap_err();
        let codes: Vec<FaultCode> = faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, [FaultCode::Empty], "{text}");
    }
}

#[test]
fn a_missing_or_double_column_is_named() {
    let refused = |text: &str| {
        let source = Source {
            name: "u.csv".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let error = read_csv(&source).unwrap_err();
        format!("{error} | {}", error.help.as_deref().unwrap_or_default())
    };
    assert_eq!(
        refused("unit_id,parentid,name\n"),
        "u.csv:1: a table of units needs the column `parent_id` | is it the column `parentid`"
    );
    assert_eq!(
        refused("unit_id,name,parent_id,name\n"),
        "u.csv:1: the column `name` stands there twice | "
    );
}

#[test]
fn a_file_may_serve_several_organisations() {
    let read = table(
        "org_id,unit_id,parent_id,name\nT1,a,,Chef\nT2,a,,Chefin\nT1,b,a,Vertrieb\nT2,b,z,Werk\n,c,a,Niemand\n",
    );
    let orgs: Vec<_> = read
        .charts
        .iter()
        .map(|one| one.org_id.as_deref().unwrap())
        .collect();
    assert_eq!(orgs, ["T1", "T2"]);
    assert_eq!(read.charts[0].chart.as_ref().unwrap().units().len(), 2);
    let faults = read.charts[1].chart.as_ref().unwrap_err();
    assert_eq!(faults[0].row, Some(4));
    let [nobody] = read.rejected.as_slice() else {
        panic!("one row")
    };
    assert_eq!(nobody.place.to_string(), "org_units.csv:6, field `org_id`");
    // A column that is empty throughout is no column.
    assert_eq!(
        table("org_id,unit_id,parent_id,name\n,a,,Chef\n").charts[0].org_id,
        None
    );
}

#[test]
fn an_unreadable_cell_is_a_bad_value() {
    let source = Source {
        name: "u.csv".to_owned(),
        bytes: b"unit_id,parent_id,name\na,,\xc3\xbc\xfcber\n".to_vec(),
    };
    let faults = read_csv(&source)
        .unwrap()
        .charts
        .remove(0)
        .chart
        .unwrap_err();
    assert_eq!(
        told(&faults),
        ["bad_value a @u.csv:2:3, field `name`: The cell is not UTF-8 text."]
    );
}

fn array(text: &str) -> UnitArray {
    read_json(text, |piece| {
        let offset = piece.as_ptr() as usize - text.as_ptr() as usize;
        Place::spot("o.json", 1, offset + 1)
    })
}

#[test]
fn a_json_array_says_the_same_as_the_table() {
    let json = array(
        r#"[{"unit_id": 1, "parent_id": null, "name": "Chef", "kind": "board"},
        {"unit_id": "v", "parent_id": 1, "name": "Vertrieb", "criterion": "unknown", "headcount": 12, "note": 1}]"#,
    );
    assert_eq!(json.unread, ["note"]);
    let json = json.chart.unwrap();
    let csv = only(&format!("{HEAD}\n1,,,Chef,board,,,\nv,1,,Vertrieb,,,,12\n")).unwrap();
    let plain = |chart: &Chart| {
        let units = chart.units().iter().cloned();
        units
            .map(|unit| Unit {
                place: Place::default(),
                ..unit
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(plain(&json), plain(&csv));
}

#[test]
fn faults_of_a_json_array_name_their_place() {
    let faults = array(
        r#"[{"unit_id": "a", "headcount": "12", "name": 7}, 5, {"unit_id": "b", "unit_id": "c", "parent_id": 1.5}]"#,
    );
    assert_eq!(
        told(&faults.chart.unwrap_err()),
        [
            "several_roots a @o.json:1:2: Several units have no `parent_id`; only one may stand at the top (row 1).",
            "bad_value a @o.json:1:32, field `headcount`: There is no such value here; allowed: ≥ 0, null.",
            "bad_value a @o.json:1:46, field `name`: There is no such value here; allowed: \"…\", null.",
            "bad_value – @o.json:1:50: There is no such value here; allowed: {…}.",
            "several_roots b @o.json:1:53: Several units have no `parent_id`; only one may stand at the top (row 3).",
            "bad_value b @o.json:1:81, field `unit_id`: The key stands there twice.",
            "bad_value b @o.json:1:99, field `parent_id`: There is no such value here; allowed: \"…\", null.",
        ]
    );
    let codes = |text: &str| {
        array(text)
            .chart
            .unwrap_err()
            .iter()
            .map(|fault| fault.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(codes("[]"), [FaultCode::Empty]);
    assert_eq!(codes("{}"), [FaultCode::BadValue]);
}
