use super::support::*;
#[test]
fn scratch() {
    for line in std::fs::read_to_string("/tmp/bugs.txt").unwrap().lines() {
        let src = format!("fn f(x: f64) -> f64 {{ {line} }}");
        let r = std::panic::catch_unwind(|| { let ts = crate::pipeline::expand(tokens(""), tokens(&src)); compile_errors::split(ts).1 });
        match r {
            Err(e) => println!("PANIC {line}"),
            Ok(e) if e.is_empty() => { println!("OK    {line}"); 
              let t = expanded("", &src); let i = t.find("fn accumulate_grad").unwrap(); let j = t[i..].find("///").unwrap(); println!("{}", &t[i..i+j]); }
            Ok(e) => println!("ERR   {line}\n      {}", e.concat()),
        }
    }
}
