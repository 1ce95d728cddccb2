//! The doors for programs: a quiz to practise, its marks, the results of units. JSON in, JSON out; errors are
//! problem+json. Practice keeps nothing; tests of employees have no door here, they are taken on the page.

pub mod ask;

use crate::actions::Line;
use crate::export;
use crate::model::{Answers, Bank, Bound, Drawn, QuestionId, Settings, Sheet, Told};
use crate::rules::{self, Pool};
use axum::Json;
use axum::extract::State;
use netra_base::{Error, Lang, Zone};
use netra_web::reply::{Given, Problem};
use netra_web::{Reply, Signed, Site, Visit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The description of these doors, to be merged into the house's.
#[derive(Debug, utoipa::OpenApi)]
#[openapi(paths(quiz, grade, results, ask::check))]
pub struct ApiDoc;

/// A drawn question.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionBody {
    /// Its id.
    #[schema(example = "q-001")]
    question: String,
    /// The order of its options; send it back with the answer.
    order: Vec<usize>,
    /// The question.
    text: String,
    /// The options as shown: the answer is a place in this list, from 0.
    options: Vec<String>,
}

/// A quiz to practise.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuizBody {
    /// Its questions.
    questions: Vec<QuestionBody>,
}

/// Draws a quiz to practise; nothing is kept.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(get, path = "/api/v1/quiz", tag = "quiz", responses((status = 200, body = QuizBody)))]
pub async fn quiz(State(site): State<Site>, visit: Visit) -> Reply<Json<QuizBody>> {
    let (bank, lang) = (Bank::house()?, visit.lang);
    let sheet = rules::draw(bank, Pool::Whole, site.chance.bytes::<32>())?;
    let body = |drawn: &Drawn| {
        let question = bank.question(drawn.question)?;
        Some(QuestionBody {
            question: drawn.question.to_string(),
            order: drawn.order.clone(),
            text: question.text.to(lang).to_owned(),
            options: drawn.order.iter().filter_map(|at| Some(question.options.get(*at)?.to(lang).to_owned())).collect(),
        })
    };
    Ok(Json(QuizBody { questions: sheet.draws().iter().filter_map(body).collect() }))
}

/// One answer.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AnswerBody {
    /// The question.
    #[schema(example = "q-001")]
    question: String,
    /// The order in which its options were shown.
    order: Vec<usize>,
    /// The place chosen, from 0.
    chosen: usize,
}

/// The answers to a quiz.
#[derive(Debug, Deserialize, ToSchema)]
pub struct GradeBody {
    /// One for each question.
    answers: Vec<AnswerBody>,
}

/// A marked question.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarkBody {
    /// The question.
    question: String,
    /// Was it answered rightly?
    right: bool,
    /// The place chosen.
    chosen: usize,
    /// The place of the right option.
    correct: usize,
    /// The rule in plain words.
    why: String,
    /// The row of the rulebook.
    rule: String,
    /// Further rows.
    also: Vec<String>,
}

/// A marked quiz.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarksBody {
    /// Right answers.
    score: usize,
    /// Questions.
    of: usize,
    /// Question by question.
    questions: Vec<MarkBody>,
}

/// Marks a practice quiz that the request brings whole; nothing is kept.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/quiz", tag = "quiz", request_body = GradeBody,
    responses((status = 200, body = MarksBody), (status = 422, body = Problem, description = "Unknown, missing or double questions"))
)]
pub async fn grade(visit: Visit, Given(body): Given<GradeBody>) -> Reply<Json<MarksBody>> {
    let (bank, lang) = (Bank::house()?, visit.lang);
    let (mut draws, mut answers) = (Vec::new(), Answers::new());
    // One more than a sheet has is enough to know that there are too many.
    for answer in body.answers.into_iter().take(bank.settings.questions + 1) {
        let id = QuestionId::parse(&answer.question).ok_or_else(Sheet::unknown)?;
        draws.push(Drawn::of(bank, id, answer.order).ok_or_else(Sheet::unknown)?);
        answers.insert(id, answer.chosen);
    }
    let sheet = Sheet::new(bank, draws)?;
    let marks = rules::grade(bank, &sheet, &answers).map_err(Error::Refused)?;
    let (score, of) = (marks.score(), marks.0.len());
    let body = |mark: crate::model::Mark| {
        let question = bank.question(mark.drawn.question)?;
        Some(MarkBody {
            question: question.id.to_string(),
            right: mark.is_right(),
            chosen: mark.chosen,
            correct: mark.correct,
            why: question.why.to(lang).to_owned(),
            rule: question.rule.clone(),
            also: question.also.clone(),
        })
    };
    Ok(Json(MarksBody { score, of, questions: marks.0.into_iter().filter_map(body).collect() }))
}

/// A count of people. Below the smallest it is not told.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountBody {
    /// The count; null where it is not told exactly.
    exact: Option<i64>,
    /// The same in words: `12`, `<5`, `≥ 40`.
    words: String,
}

/// Figures of a unit with everything below it.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitFiguresBody {
    /// Who took the pre-test.
    pre: CountBody,
    /// Their mean score in tenths.
    pre_mean_tenths: Option<i64>,
    /// Who took the post-test.
    post: CountBody,
    /// The mean score of first post-tests in tenths.
    post_mean_tenths: Option<i64>,
    /// Who passed.
    passed: CountBody,
    /// Who took both.
    both: CountBody,
    /// What they gained on average, in tenths.
    gain_tenths: Option<i64>,
}

/// A unit with its figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitBody {
    /// The unit's code.
    code: String,
    /// Its name.
    name: String,
    /// Its kind.
    kind: &'static str,
    /// Of this unit and everything below.
    figures: UnitFiguresBody,
}

/// A question that was missed often.
#[derive(Debug, Serialize, ToSchema)]
pub struct MissedBody {
    /// The question.
    question: String,
    /// The row of the rulebook.
    rule: String,
    /// How often it was answered.
    answered: i64,
    /// How often wrongly.
    missed: i64,
}

/// The results of the quiz as far as the asker may see them.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultsBody {
    /// When these figures were true.
    at: String,
    /// What is counted.
    denominator: String,
    /// What is left out.
    left_out: String,
    /// The highest score.
    questions: usize,
    /// The sum of the asker's units.
    total: UnitFiguresBody,
    /// Units in the order of the tree.
    units: Vec<UnitBody>,
    /// Missed most, of the whole house, worst first.
    missed: Vec<MissedBody>,
}

fn figures(lang: Lang, settings: &Settings, told: &Told) -> UnitFiguresBody {
    let count = |bound: Bound| CountBody { exact: bound.exact(), words: bound.words(lang, settings.smallest) };
    UnitFiguresBody {
        pre: count(told.pre),
        pre_mean_tenths: told.pre_mean.tenths(),
        post: count(told.post),
        post_mean_tenths: told.post_mean.tenths(),
        passed: count(told.passed),
        both: count(told.pairs),
        gain_tenths: told.gain.tenths(),
    }
}

/// The results of the quiz by unit, never by name.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    get, path = "/api/v1/quiz/results", tag = "quiz",
    responses((status = 200, body = ResultsBody), (status = 404, body = Problem))
)]
pub async fn results(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply<Json<ResultsBody>> {
    let (bank, lang, now) = (Bank::house()?, visit.lang, site.now());
    let results = crate::pages::counted(&site, who, now).await?;
    let settings = &bank.settings;
    let unit = |line: &Line| UnitBody {
        code: line.unit.code.to_string(),
        name: line.unit.name.clone(),
        kind: line.unit.kind.code(),
        figures: figures(lang, settings, &line.told),
    };
    let missed = results.missed.iter().map(|one| MissedBody {
        question: one.question.to_string(),
        rule: bank.question(one.question).map(|question| question.rule.clone()).unwrap_or_default(),
        answered: one.answered,
        missed: one.missed,
    });
    Ok(Json(ResultsBody {
        at: results.at.iso(Zone::Wib),
        denominator: export::denominator(lang, settings),
        left_out: export::left_out(lang, settings),
        questions: settings.questions,
        total: figures(lang, settings, &results.total),
        units: results.lines.iter().map(unit).collect(),
        missed: missed.collect(),
    }))
}
