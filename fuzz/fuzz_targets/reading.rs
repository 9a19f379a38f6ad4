//! What every file of organisations is put through.

use std::sync::OnceLock;

use kamready::input::workbook::{Kinds, Tables};
use kamready::input::{self, Dialect, Files, Intake, Source};
use kamready::pack::{Pack, PackFiles};

fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| Pack::read(&PackFiles::embedded()).expect("the pack is sound"))
}

/// Reads the bytes as organisations and as customers; each record is in one place.
pub fn read(name: &str, bytes: &[u8]) {
    let pack = pack();
    let source = Source {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    };
    let kinds = Kinds {
        fields: &pack.fields,
        account_fields: pack.accounts.as_ref().map(|accounts| &accounts.fields),
        staff: pack.staff.is_some(),
        goal: pack.goals.as_ref().map(|goals| &goals.fields),
        kpi: pack.goals.as_ref().map(|goals| &goals.kpi_fields),
    };
    let own = Tables {
        organisations: vec![source.clone()],
        ..Tables::default()
    };
    if let Ok(tables) = own.unpack(&kinds, None, Dialect::default()) {
        check(pack, &tables);
    }
    let one = Source {
        name: "one.json".to_owned(),
        bytes: b"{\"id\": \"A\"}".to_vec(),
    };
    let beside = Tables {
        organisations: vec![one],
        accounts: vec![source.clone()],
        units: vec![source.clone()],
        staff: vec![source.clone()],
        goals: vec![source],
        ..Tables::default()
    };
    if let Ok(tables) = beside.unpack(&kinds, None, Dialect::default()) {
        check(pack, &tables);
    }
}

fn check(pack: &Pack, tables: &Tables) {
    let files = Files {
        organisations: &tables.organisations,
        units: &tables.units,
        accounts: &tables.accounts,
        account_fields: pack.accounts.as_ref().map(|accounts| &accounts.fields),
        staff: &tables.staff,
        staff_form: pack.staff.as_ref().map(|staff| &staff.form),
        dialect: Dialect::default(),
        ..Files::default()
    };
    if let Ok(intake) = input::read(&pack.fields, files) {
        nothing_is_lost(&intake, tables.organisations.len());
    }
}

/// Every record of the files of organisations was accepted or refused.
fn nothing_is_lost(intake: &Intake, files: usize) {
    let own = intake.inputs.iter().take(files);
    let records: usize = own.clone().map(|input| input.records).sum();
    let refused: usize = own.map(|input| input.rejected).sum();
    assert_eq!(records, intake.organisations.len() + refused);
}
