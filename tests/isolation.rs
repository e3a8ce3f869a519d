//! Workers that die: each death is told for what it is, and the next question is answered as if
//! nothing had been. This program is its own worker, so it has no harness of tests.

use std::io::Write;
use std::time::{Duration, Instant};

use foi_tally::isolate::{self, Answers, Death, Failure, Limits, Pool, Program};

/// Memory of a worker, in bytes: enough to run, little enough to use up.
const MEMORY: u64 = 512 << 20;

fn main() {
    if std::env::args().nth(1).as_deref() == Some("worker") {
        isolate::serve(|greeting: String| {
            move |question: String, answers: &Answers<String>| work(&greeting, &question, answers)
        })
        .expect("a parent that speaks");
        return;
    }
    let tests: &[(&str, fn())] = &[
        ("answers_come_one_by_one_from_one_worker", answers_come_one_by_one_from_one_worker),
        ("each_death_is_told_and_costs_only_its_question", each_death_is_told),
        ("signs_of_life_are_waited_for", signs_of_life_are_waited_for),
        ("a_program_that_is_not_there_is_told", a_program_that_is_not_there_is_told),
        ("a_worker_ends_with_its_parent", a_worker_ends_with_its_parent),
    ];
    for (name, test) in tests {
        test();
        let _ = writeln!(std::io::stdout(), "test {name} ... ok");
    }
}

fn work(greeting: &str, question: &str, answers: &Answers<String>) {
    isolate::note(&format!("at {question}"));
    match question {
        "overflow" => drop(deep(1)),
        "memory" => {
            let mut held = Vec::new();
            loop {
                held.push(std::hint::black_box(vec![1u8; 16 << 20]));
            }
        }
        "never" => loop {
            std::thread::sleep(Duration::from_secs(1));
        },
        "slow" => {
            for _ in 0..6 {
                std::thread::sleep(Duration::from_millis(500));
                isolate::beat();
            }
        }
        "abort" => std::process::abort(),
        "panic" => panic!("as a reader might"),
        "half" => {
            answers.send(&"one half".to_string());
            std::process::abort();
        }
        _ => {}
    }
    answers.send(&format!("{greeting} {question} {}", std::process::id()));
    answers.send(&"and more".to_string());
}

fn deep(n: u64) -> u64 {
    let room = [n; 512];
    if std::hint::black_box(n) == 0 { 0 } else { room[(n % 512) as usize] + deep(n + 1) }
}

fn pool(seconds: u64) -> Pool {
    let path = std::env::current_exe().expect("a path");
    let program = Program { path, arguments: vec!["worker".into()], environment: Vec::new() };
    let limits = Limits { time: Duration::from_secs(seconds), memory: MEMORY };
    Pool::new(program, limits, &"hello".to_string()).expect("a worker starts")
}

fn ask(pool: &Pool, question: &str) -> (Vec<String>, Option<Death>) {
    let mut answers = Vec::new();
    let outcome = pool.ask(&question.to_string(), &mut |a: String| answers.push(a));
    (answers, outcome.err())
}

fn answers_come_one_by_one_from_one_worker() {
    let pool = pool(30);
    let (first, death) = ask(&pool, "a");
    assert_eq!(death, None);
    assert!(first[0].starts_with("hello a ") && first[1] == "and more", "{first:?}");
    let (second, _) = ask(&pool, "a");
    assert_eq!(first, second, "the same worker serves again");
}

fn each_death_is_told() {
    let pool = pool(30);
    let died = |question: &str| {
        let (answers, death) = ask(&pool, question);
        let death = death.expect("it died");
        assert_eq!(death.notes, [format!("at {question}")]);
        let (next, none) = ask(&pool, "b");
        assert!(none.is_none() && next.len() == 2, "the next question is answered");
        (answers, death.of)
    };
    assert_eq!(died("overflow").1, Failure::Overflowed);
    assert_eq!(died("panic").1, Failure::Crashed("signal 6".into()));
    assert_eq!(died("abort").1, Failure::Crashed("signal 6".into()));
    if cfg!(target_os = "linux") {
        assert_eq!(died("memory").1, Failure::OutOfMemory(MEMORY >> 20));
    }
    let (answers, of) = died("half");
    assert_eq!(answers, ["one half"], "what was answered before stays");
    assert_eq!(of, Failure::Crashed("signal 6".into()));
}

fn signs_of_life_are_waited_for() {
    let pool = pool(2);
    let (answers, death) = ask(&pool, "slow");
    assert!(death.is_none() && answers.len() == 2, "{death:?}");
    let begun = Instant::now();
    let (_, death) = ask(&pool, "never");
    assert_eq!(death.map(|d| d.of), Some(Failure::TimedOut(2)));
    assert!(begun.elapsed() < Duration::from_secs(20));
}

fn a_program_that_is_not_there_is_told() {
    let program =
        Program { path: "no/such/program".into(), arguments: Vec::new(), environment: Vec::new() };
    assert!(Pool::new(program, Limits::default(), &String::new()).is_err());
}

/// A parent that is killed takes no leave; the worker sees its pipe close and ends, even in the
/// middle of a file.
fn a_worker_ends_with_its_parent() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let mut worker = Command::new(std::env::current_exe().expect("a path"))
        .arg("worker")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let mut questions = worker.stdin.take().expect("a pipe");
    let hello = isolate::frame::bytes(&(MEMORY, "hello".to_string())).expect("a frame");
    let never = isolate::frame::bytes(&"never".to_string()).expect("a frame");
    questions.write_all(&hello).and_then(|()| questions.write_all(&never)).expect("sent");
    std::thread::sleep(Duration::from_millis(300));
    assert!(worker.try_wait().expect("known").is_none(), "it works on");
    drop(questions);
    let begun = Instant::now();
    while worker.try_wait().expect("known").is_none() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it outlived its parent");
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut rest = Vec::new();
    worker.stdout.take().expect("a pipe").read_to_end(&mut rest).expect("closed");
}
