//! Temporary face, to be replaced.
#![allow(clippy::print_stdout, clippy::print_stderr)]
use foi_tally::*;
use serde_json::json;
struct Quiet;
impl pipeline::Progress for Quiet { fn start(&self,_:usize){} fn file(&self,_:&str){} fn done(&self){} fn finish(&self){} }
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(std::env::var("INV").unwrap_or("/tmp/inv.toml".into())).unwrap();
    let inv: model::investigation::Investigation = toml::from_str(&text).unwrap();
    if args[1] == "show" {
        let s = pipeline::show(std::path::Path::new(&args[2]), &inv).unwrap();
        if args.get(3).is_some() { println!("{}", read::show::document_json(&s.document, &args[2])); return; }
        for b in &s.document.blocks {
            if b.cells.is_empty() { println!("{:?} {:?} ind {:.0} | {}", b.kind, b.furniture, b.indent, b.text); }
            else { println!("TABLE {:?}", b.doubt); let mut r=0; for c in &b.cells { if c.row!=r {println!(); r=c.row;} print!("[{}{} {}]", c.col, if c.colspan>1||c.rowspan>1 {format!("+{}x{}",c.colspan,c.rowspan)} else {String::new()}, c.text);} println!(); }
        }
        for t in s.told { println!("{t}"); }
        return;
    }
    let run = pipeline::run(&[args[2].clone().into()], inv, None, &Quiet).unwrap();
    let out = std::path::Path::new(&args[3]).join("authorities");
    let _ = std::fs::remove_dir_all(&out);
    std::fs::create_dir_all(&out).unwrap();
    for r in &run.returns {
        let facts: Vec<_> = r.facts.iter().map(|f| json!({"id":f.id,"unit":f.unit.name(),
          "dimensions": f.cell.iter().map(|(d,v)| (d.name().to_string(), if d.name()=="outcome" {json!(v)} else {json!(v.iter().next())})).collect::<serde_json::Map<_,_>>(),
          "count":{"min":f.count.min,"max":f.count.max},"label":f.label,"origin":format!("{:?}",f.origin).to_lowercase(),"in_scope":f.in_scope,"scope_note":f.scope_note,
          "evidence":f.evidence.iter().map(|e| json!({"file":e.file,"place":e.place.to_string(),"quote":e.quote})).collect::<Vec<_>>()})).collect();
        let review: Vec<_> = r.review.iter().map(|f| json!({"code":f.code.id(),"message":f.message,"quote":f.quote})).collect();
        let checks: Vec<_> = r.checks.iter().map(|c| json!({"kind":c.kind,"holds":c.holds,"total":c.total.to_string(),"parts":c.parts.to_string()})).collect();
        let j = json!({"authority":{"id":r.authority},"status":r.status.name(),"refusal":r.refusal.as_ref().map(|x| json!({"sections":x.sections,"reason":x.reason})),"reference":r.reference,"dated":r.dated,
          "files":r.files.iter().map(|f| json!({"path":f.path,"role":f.role.name(),"why":f.why})).collect::<Vec<_>>(),"facts":facts,"checks":checks,"review":review});
        std::fs::write(out.join(format!("{}.json", r.authority)), serde_json::to_string_pretty(&j).unwrap()).unwrap();
    }
    for f in &run.review { eprintln!("{} {}", f.code.id(), f.message); }
}
