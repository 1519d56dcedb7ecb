use gatehouse_hardware::camera::*;
use gatehouse_vision::*;
fn main() {
    let texts: Vec<String> =
        (0..8).map(|n| format!("GH1:{n}{}", "6BF+70790T9WJWG.FKY*4GO0.O1CV2 ETD 2".repeat(4))).collect();
    let mut scene = Scene::new(SceneSpec::new(texts, 1)).unwrap();
    let mut b = LumaBuf::new();
    let t = std::time::Instant::now();
    for n in 0..66 {
        scene.render(n, &mut b);
    }
    println!("{:?} per frame", t.elapsed() / 66);
    let mut dec = Cascade::default();
    let mut held = 0;
    let mut ok = 0;
    let mut ppl = 0;
    for who in 0..16u64 {
        let mut s = false;
        for f in who * 33..(who + 1) * 33 {
            if let Some(t) = scene.held(f).map(str::to_owned) {
                held += 1;
                scene.render(f, &mut b);
                let r =
                    dec.decode(&b.as_luma().unwrap(), Budget::default()).codes.iter().any(|c| c.text == t);
                ok += r as u32;
                s |= r;
            }
        }
        ppl += s as u32;
    }
    println!("{ok}/{held} frames, {ppl}/16 people");
    for f in [3u64, 12, 33 + 12, 33 + 22, 66 + 12, 99 + 12, 132 + 14, 165 + 16] {
        scene.render(f, &mut b);
        let l = b.as_luma().unwrap();
        let v: Vec<u8> = (0..l.height()).flat_map(|y| l.row(y).to_vec()).collect();
        image::GrayImage::from_raw(1280, 720, v).unwrap().save(format!("/tmp/scene{f}.png")).unwrap();
    }
}
