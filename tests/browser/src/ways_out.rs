//! The ways out of a page that a browser knows, each as a script that tries one.
//!
//! A script finds the address to send to in `url`, the same for WebSockets in `socket`, and a STUN server's in `stun`.

/// Ways that leave the page standing.
pub const OF_A_PAGE: [(&str, &str); 25] = [
    (
        "fetch",
        "fetch(url, { method: 'POST', mode: 'no-cors', body: 'x' }).catch(() => {})",
    ),
    (
        "fetch-keepalive",
        "fetch(url, { keepalive: true, mode: 'no-cors' }).catch(() => {})",
    ),
    (
        "xhr",
        "const request = new XMLHttpRequest(); request.open('GET', url); request.send()",
    ),
    ("beacon", "navigator.sendBeacon(url, 'x')"),
    ("websocket", "new WebSocket(socket)"),
    ("eventsource", "new EventSource(url)"),
    (
        crate::canary::WEBRTC,
        "
        const peer = new RTCPeerConnection({ iceServers: [{ urls: stun }] });
        peer.createDataChannel('x');
        peer.createOffer().then((offer) => peer.setLocalDescription(offer))",
    ),
    ("image", "new Image().src = url"),
    (
        "svg-image",
        "
        const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
        const image = document.createElementNS('http://www.w3.org/2000/svg', 'image');
        image.setAttribute('href', url);
        svg.append(image);
        document.body.append(svg)",
    ),
    ("icon", "put('link', { rel: 'icon', href: url })"),
    (
        "css-url",
        "put('p', { textContent: 'x' }).style.backgroundImage = `url(${url})`",
    ),
    ("style-sheet", "put('link', { rel: 'stylesheet', href: url })"),
    (
        "css-import",
        "put('style', { textContent: `@import url(${url});` })",
    ),
    ("font", "new FontFace('x', `url(${url})`).load().catch(() => {})"),
    ("script", "put('script', { src: url })"),
    ("import", "import(url).catch(() => {})"),
    (
        "module-preload",
        "put('link', { rel: 'modulepreload', href: url })",
    ),
    (
        "preload",
        "put('link', { rel: 'preload', as: 'image', href: url })",
    ),
    ("prefetch", "put('link', { rel: 'prefetch', href: url })"),
    ("iframe", "put('iframe', { src: url })"),
    ("object", "put('object', { data: url })"),
    ("embed", "put('embed', { src: url })"),
    ("video", "put('video', { src: url })"),
    ("ping", "put('a', { href: '#', ping: url }).click()"),
    (
        "worker-in-blob",
        "
        const text = `fetch('${url}', { mode: 'no-cors' })`;
        new Worker(URL.createObjectURL(new Blob([text])))",
    ),
];

/// Ways that take the tab elsewhere or open another.
pub const AWAY: [(&str, &str); 6] = [
    ("navigation", "location.href = url"),
    ("replace", "location.replace(url)"),
    ("link", "put('a', { href: url }).click()"),
    (
        "refresh",
        "put('meta', { httpEquiv: 'refresh', content: `0; url=${url}` })",
    ),
    ("form", "put('form', { action: url, method: 'post' }).submit()"),
    ("window-open", "open(url)"),
];

/// Ways of a worker.
pub const OF_A_WORKER: [(&str, &str); 7] = [
    (
        "fetch",
        "fetch(url, { method: 'POST', mode: 'no-cors', body: 'x' }).catch(() => {})",
    ),
    (
        "xhr",
        "const request = new XMLHttpRequest(); request.open('GET', url); request.send()",
    ),
    ("websocket", "new WebSocket(socket)"),
    ("eventsource", "new EventSource(url)"),
    ("importscripts", "importScripts(url)"),
    ("import", "import(url).catch(() => {})"),
    (
        "worker-in-blob",
        "
        const text = `fetch('${url}', { mode: 'no-cors' })`;
        new Worker(URL.createObjectURL(new Blob([text])))",
    ),
];

/// An expression that tries one way to `host/name` and swallows the refusal: only what arrives counts.
pub fn attempt(script: &str, host: &str, name: &str, stun: &str) -> String {
    format!(
        "((url, socket, stun) => {{
          const put = (kind, properties) => {{
            const element = Object.assign(document.createElement(kind), properties);
            (kind === 'meta' || kind === 'link' ? document.head : document.body).append(element);
            return element;
          }};
          try {{ {script} }} catch {{}}
        }})('http://{host}/{name}', 'ws://{host}/{name}', 'stun:{stun}')"
    )
}
