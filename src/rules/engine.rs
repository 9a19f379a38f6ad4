//! The one place that builds a Rhai engine: no packages, every limit set, the host's functions.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use rhai::module_resolvers::DummyModuleResolver;
use rhai::{Dynamic, Engine, EvalAltResult, ImmutableString, Map, OptimizationLevel, Position};

use super::hosted::{self, fault};
use super::symbols::{Slot, Symbols};
use crate::model::{Id, Value};
use crate::pack::{Param, ParamValue, Rule};

const MAX_OPERATIONS: u64 = 200_000;
pub(super) const MAX_CALL_LEVELS: usize = 32;
const MAX_DEPTH: usize = 96;
/// Variables of one function, its arguments included.
pub(super) const MAX_VARIABLES: usize = 128;
const MAX_FUNCTIONS: usize = 64;
/// Longer than any cell: scripts cannot join texts, so none grows.
const MAX_STRING: usize = 1 << 26;
const MAX_ITEMS: usize = 64;

/// What the scripts of one engine read: the organisation and the rule at hand.
#[derive(Debug, Default)]
pub(super) struct Desk {
    pub(super) slots: RefCell<Vec<Slot>>,
    pub(super) params: RefCell<Vec<Param>>,
}

/// `org` in a script: a name for the desk's slots. It can be read and nothing else.
#[derive(Debug, Clone, Copy)]
pub(super) struct Org;

/// `org.scores` and other groups of computed values.
#[derive(Debug, Clone)]
pub(super) struct Group(ImmutableString);

/// `params` in a script.
#[derive(Debug, Clone, Copy)]
pub(super) struct Params;

/// `params.knots`, `params.points`: handed to host functions, closed to the script.
#[derive(Debug, Clone)]
pub(super) struct Curve(Rc<ParamValue>);

/// What `scored` and `not_applicable` return.
#[derive(Debug, Clone)]
pub(super) struct Verdict {
    /// None for not applicable.
    pub(super) points: Option<f64>,
    pub(super) text: ImmutableString,
    pub(super) values: Vec<(Id, Value)>,
}

/// The signal that a symbol without value was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct MissingSymbol(pub(super) usize);

type Answer<T> = Result<T, Box<EvalAltResult>>;

/// An engine that compiles; nothing is registered, so it runs nothing.
pub(super) fn bare() -> Engine {
    let mut engine = Engine::new_raw();
    engine.set_optimization_level(OptimizationLevel::None);
    engine.set_module_resolver(DummyModuleResolver);
    engine.set_fast_operators(false);
    engine.set_fail_on_invalid_map_property(true);
    engine.set_max_operations(MAX_OPERATIONS);
    engine.set_max_call_levels(MAX_CALL_LEVELS);
    engine.set_max_expr_depths(MAX_DEPTH, MAX_DEPTH);
    engine.set_max_variables(MAX_VARIABLES);
    engine.set_max_functions(MAX_FUNCTIONS);
    engine.set_max_modules(0);
    engine.set_max_string_size(MAX_STRING);
    engine.set_max_array_size(MAX_ITEMS);
    engine.set_max_map_size(MAX_ITEMS);
    engine
}

/// An engine that runs the rules of a pack over what lies on the desk.
pub(super) fn hosting<'r>(
    symbols: &Symbols,
    rules: impl Iterator<Item = &'r Rule>,
    desk: &Rc<Desk>,
) -> Engine {
    let mut engine = bare();
    register_symbols(&mut engine, symbols, desk);
    register_params(&mut engine, rules, desk);
    register_operators(&mut engine);
    register_functions(&mut engine, symbols, desk);
    engine
}

fn register_symbols(engine: &mut Engine, symbols: &Symbols, desk: &Rc<Desk>) {
    engine.register_type_with_name::<Org>("org");
    engine.register_type_with_name::<Group>("group");
    let mut grouped: BTreeMap<&str, BTreeMap<ImmutableString, usize>> = BTreeMap::new();
    for (position, symbol) in symbols.iter().enumerate() {
        match symbol.name.split_once('.') {
            None => {
                let desk = desk.clone();
                engine.register_get(&*symbol.name, move |_: &mut Org| read(&desk, position));
            }
            Some((group, name)) => {
                let group = ImmutableString::from(group);
                grouped
                    .entry(name)
                    .or_default()
                    .insert(group.clone(), position);
                engine.register_get(group.clone().as_str(), move |_: &mut Org| {
                    Group(group.clone())
                });
            }
        }
    }
    for (name, positions) in grouped {
        let desk = desk.clone();
        engine.register_get(name, move |group: &mut Group| {
            read(
                &desk,
                positions.get(&group.0).copied().unwrap_or(usize::MAX),
            )
        });
    }
}

fn read(desk: &Desk, position: usize) -> Answer<Dynamic> {
    match desk.slots.borrow().get(position) {
        Some(Slot::Number(number)) => Ok((*number).into()),
        Some(Slot::Flag(flag)) => Ok((*flag).into()),
        Some(Slot::Word(word)) => Ok(ImmutableString::from(&**word).into()),
        _ => Err(EvalAltResult::ErrorRuntime(
            Dynamic::from(MissingSymbol(position)),
            Position::NONE,
        )
        .into()),
    }
}

fn register_params<'r>(
    engine: &mut Engine,
    rules: impl Iterator<Item = &'r Rule>,
    desk: &Rc<Desk>,
) {
    engine.register_type_with_name::<Params>("params");
    let mut names: Vec<&str> = rules
        .flat_map(|rule| rule.params.iter().map(|param| param.name.as_str()))
        .collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let desk = desk.clone();
        let wanted = name.to_owned();
        engine.register_get(name, move |_: &mut Params| -> Answer<Dynamic> {
            let params = desk.params.borrow();
            let found = params.iter().find(|param| param.name == wanted);
            match found.map(|param| &param.value) {
                Some(ParamValue::Number(number)) => Ok((*number).into()),
                Some(curve) => Ok(Dynamic::from(Curve(Rc::new(curve.clone())))),
                None => Err(format!("`{wanted}` is not a param of this rule").into()),
            }
        });
    }
}

fn finite(value: f64) -> Answer<f64> {
    if value.is_finite() {
        return Ok(value);
    }
    Err(fault::NOT_FINITE.into())
}

/// Arithmetic that ends in a finite number or in an error. Comparison keeps Rhai's own meaning.
fn register_operators(engine: &mut Engine) {
    macro_rules! arithmetic {
        ($($sign:literal => $op:tt),*) => {$(
            engine.register_fn($sign, |a: f64, b: f64| finite(a $op b));
            engine.register_fn($sign, |a: i64, b: f64| finite(a as f64 $op b));
            engine.register_fn($sign, |a: f64, b: i64| finite(a $op b as f64));
        )*};
    }
    arithmetic!("+" => +, "-" => -, "*" => *, "/" => /);
    engine.register_fn("-", |a: f64| -a);
    engine.register_fn("-", |a: i64| -> Answer<i64> {
        a.checked_neg()
            .ok_or_else(|| "the number is too large".into())
    });
    engine.register_fn("!", |a: bool| !a);
}

fn register_functions(engine: &mut Engine, symbols: &Symbols, desk: &Rc<Desk>) {
    engine.register_fn("interpolate", |x: Dynamic, curve: Curve| -> Answer<f64> {
        let knots = curve.0.knots().ok_or("these are no knots")?;
        finite(hosted::interpolate(number(&x)?, knots))
    });
    engine.register_fn("lookup", |word: &str, curve: Curve| -> Answer<f64> {
        let ParamValue::Table(table) = &*curve.0 else {
            return Err("this is no table".into());
        };
        hosted::lookup(word, table).ok_or_else(|| fault::lacks(word).into())
    });
    engine.register_fn("flag", hosted::flag);
    engine.register_fn("share", |a: Dynamic, b: Dynamic| -> Answer<f64> {
        hosted::share(number(&a)?, number(&b)?).ok_or_else(|| fault::NO_SHARE.into())
    });
    engine.register_fn("min", |a: Dynamic, b: Dynamic| -> Answer<f64> {
        Ok(number(&a)?.min(number(&b)?))
    });
    engine.register_fn("max", |a: Dynamic, b: Dynamic| -> Answer<f64> {
        Ok(number(&a)?.max(number(&b)?))
    });
    engine.register_fn("abs", |a: Dynamic| -> Answer<f64> { Ok(number(&a)?.abs()) });
    engine.register_fn("sqrt", |a: Dynamic| -> Answer<f64> {
        let root = number(&a)?.sqrt();
        if root.is_nan() {
            return Err(fault::NO_ROOT.into());
        }
        Ok(root)
    });
    let names: Vec<String> = symbols.iter().map(|one| one.name.to_string()).collect();
    let desk = desk.clone();
    engine.register_fn("known", move |name: &str| {
        let position = names.iter().position(|known| known == name);
        let slots = desk.slots.borrow();
        position
            .and_then(|position| slots.get(position))
            .is_some_and(|slot| !matches!(slot, Slot::Missing | Slot::NotApplicable))
    });
    register_verdicts(engine);
}

fn register_verdicts(engine: &mut Engine) {
    engine.register_type_with_name::<Verdict>("verdict");
    engine.register_fn("scored", |points: Dynamic, text: ImmutableString| {
        verdict(Some(&points), text, Map::new())
    });
    engine.register_fn(
        "scored",
        |points: Dynamic, text: ImmutableString, values: Map| verdict(Some(&points), text, values),
    );
    engine.register_fn("not_applicable", |text: ImmutableString| {
        verdict(None, text, Map::new())
    });
    engine.register_fn("not_applicable", |text: ImmutableString, values: Map| {
        verdict(None, text, values)
    });
}

fn verdict(points: Option<&Dynamic>, text: ImmutableString, values: Map) -> Answer<Verdict> {
    let points = points.map(number).transpose()?;
    if let Some(points) = points.filter(|points| !(0.0..=100.0).contains(points)) {
        return Err(fault::points(points).into());
    }
    let values = values
        .into_iter()
        .map(|(name, value)| Ok((Id::from(name.as_str()), reason_value(&value)?)))
        .collect::<Answer<Vec<_>>>()?;
    Ok(Verdict {
        points,
        text,
        values,
    })
}

fn reason_value(value: &Dynamic) -> Answer<Value> {
    if let Ok(flag) = value.as_bool() {
        return Ok(Value::Flag(flag));
    }
    match value.as_immutable_string_ref() {
        Ok(word) => Ok(Value::word(word.as_str())),
        Err(_) => number(value).map(Value::Number),
    }
}

fn number(value: &Dynamic) -> Answer<f64> {
    value
        .as_float()
        .or_else(|_| value.as_int().map(|whole| whole as f64))
        .map_err(|_| "a number is expected here".into())
}
