//! The frame of a page from a template: where title, contents, sections and foot stand.

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};

use super::tags;
use crate::error::{Error, Kind, Place, listed, nearest};

/// Steps that a template may take.
const FUEL: u64 = 2_000_000;
const VARIABLES: [&str; 8] = [
    "back", "contents", "foot", "lang", "sections", "skip", "subtitle", "title",
];

/// What a frame has to show. All texts are plain; the markup of a section is sound already.
pub(in crate::report) struct Shown<'p> {
    pub(in crate::report) lang: &'p str,
    pub(in crate::report) title: &'p str,
    pub(in crate::report) subtitle: &'p str,
    pub(in crate::report) skip: &'p str,
    /// Address and label of the way back.
    pub(in crate::report) back: Option<(&'p str, &'p str)>,
    pub(in crate::report) contents: &'p str,
    pub(in crate::report) sections: Vec<Framed<'p>>,
    pub(in crate::report) foot: &'p str,
}

/// One section.
pub(in crate::report) struct Framed<'p> {
    pub(in crate::report) anchor: &'p str,
    pub(in crate::report) title: &'p str,
    pub(in crate::report) markup: &'p str,
}

#[derive(Debug)]
pub(super) struct Frame {
    name: &'static str,
    environment: Environment<'static>,
}

impl Frame {
    pub(super) fn new(name: &'static str, source: &str) -> Result<Self, Vec<Error>> {
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_fuel(Some(FUEL));
        for (filter, make) in filters() {
            make(&mut environment, filter);
        }
        let added = environment.add_template_owned(name, source.to_owned());
        added.map_err(|error| vec![fault(name, &error)])?;
        let frame = Self { name, environment };
        let mut faults = frame.switches(source);
        faults.extend(frame.strangers());
        match faults.is_empty() {
            true => frame.tried().map(|()| frame).map_err(|fault| vec![fault]),
            false => Err(faults),
        }
    }

    /// Texts are always escaped.
    fn switches(&self, source: &str) -> Vec<Error> {
        let lines = (1..).zip(source.lines());
        lines
            .filter(|(_, line)| line.contains("autoescape"))
            .map(|(number, _)| {
                Error::new(
                    Kind::Usage,
                    "`autoescape` is not allowed: texts are always escaped",
                )
                .at(Place::line(self.name, number))
            })
            .collect()
    }

    /// Variables that no page has.
    fn strangers(&self) -> Vec<Error> {
        let template = self.environment.get_template(self.name);
        let used = template.map(|one| one.undeclared_variables(false));
        let mut strangers: Vec<String> = used.into_iter().flatten().collect();
        strangers.retain(|name| !VARIABLES.contains(&name.as_str()));
        strangers.sort();
        strangers
            .iter()
            .map(|name| {
                let hint = nearest(name, VARIABLES).map_or_else(
                    || listed(VARIABLES),
                    |near| format!("did you mean `{near}`"),
                );
                Error::new(
                    Kind::Usage,
                    format!("there is no variable `{name}`; {hint}"),
                )
                .at(Place::file(self.name))
            })
            .collect()
    }

    /// Shows an invented page with and without a way back.
    fn tried(&self) -> Result<(), Error> {
        let texts = ["result", "gates"].map(|anchor| Framed {
            anchor,
            title: "<&>",
            markup: "",
        });
        let [first, second] = texts;
        let mut shown = Shown {
            lang: "de",
            title: "<&>",
            subtitle: "<&>",
            skip: "<&>",
            back: None,
            contents: "<&>",
            sections: vec![first, second],
            foot: "<&>",
        };
        self.body(&shown)?;
        shown.back = Some(("../index.html", "<&>"));
        self.body(&shown).map(|_| ())
    }

    /// The body of a page.
    pub(super) fn body(&self, shown: &Shown<'_>) -> Result<String, Error> {
        let template = self.environment.get_template(self.name);
        let drawn = template.and_then(|template| template.render(values(shown)));
        let mut body = drawn.map_err(|error| fault(self.name, &error))?;
        let wrong = |what: String| Error::new(Kind::Usage, what).at(Place::file(self.name));
        if let Some(what) = tags::fault(&body, shown.back.map(|(href, _)| href)) {
            return Err(wrong(what));
        }
        for (place, section) in shown.sections.iter().enumerate() {
            let mark = mark(place);
            if body.matches(&mark).count() != 1 {
                let what = format!("the section `{}` must be shown once", section.anchor);
                return Err(wrong(what).help("write {{ section.markup }} for each of `sections`"));
            }
            body = body.replacen(&mark, section.markup, 1);
        }
        Ok(body)
    }
}

type Filter = (&'static str, fn(&mut Environment<'static>, &'static str));

/// The filters of templates; none of them takes a text for markup.
fn filters() -> [Filter; 4] {
    use minijinja::filters::{join, length, lower, upper};
    [
        ("upper", |env, name| env.add_filter(name, upper)),
        ("lower", |env, name| env.add_filter(name, lower)),
        ("length", |env, name| env.add_filter(name, length)),
        ("join", |env, name| env.add_filter(name, join)),
    ]
}

fn values(shown: &Shown<'_>) -> Value {
    let text = |text: &str| text.replace(['\u{e000}', '\u{e001}'], "\u{fffd}");
    let sections = shown.sections.iter().enumerate();
    let sections: Vec<Value> = sections
        .map(|(place, one)| {
            context! { anchor => one.anchor, title => text(one.title), markup => mark(place) }
        })
        .collect();
    let back = shown.back.map(|(href, label)| {
        context! { href => Value::from_safe_string(href.to_owned()), label }
    });
    context! {
        lang => shown.lang,
        title => text(shown.title),
        subtitle => text(shown.subtitle),
        skip => shown.skip,
        back,
        contents => shown.contents,
        sections,
        foot => text(shown.foot),
    }
}

/// Stands for the markup of a section while the frame is read.
fn mark(place: usize) -> String {
    format!("\u{e000}{place}\u{e001}")
}

fn fault(name: &str, error: &minijinja::Error) -> Error {
    let detail = error.detail().map_or_else(
        || error.kind().to_string(),
        |detail| format!("{}: {detail}", error.kind()),
    );
    let place = error
        .line()
        .map_or_else(|| Place::file(name), |line| Place::line(name, line));
    Error::new(Kind::Usage, detail).at(place)
}
