/* Checking letters without signal. Only where the browser allows it (https or localhost); every answer of the
   server works without this file.
   - keeps the service worker, and the keys and revocations of the kecamatan whose letters were looked at here
   - on the page data-luring reads the signed payload in the address (base32, COSE_Sign1, ES256) and says what it is */
(function () {
  "use strict";
  const badan = document.body.dataset;
  const DATA = "verifikasi-data";
  const KUNCI = "/v/kunci.json";
  if (!window.isSecureContext || !window.caches || !(window.crypto && crypto.subtle)) return;

  /* ---- keep what is needed later ---- */
  async function simpan(kecamatan) {
    const alamat = KUNCI + "?kec=" + kecamatan;
    const jawab = await fetch(alamat, { cache: "no-cache" });
    if (jawab.ok) await (await caches.open(DATA)).put(alamat, jawab);
  }
  async function segarkan() {
    await navigator.serviceWorker.register("/sw.js", { scope: "/" });
    const lama = (await (await caches.open(DATA)).keys()).map((m) => new URL(m.url).searchParams.get("kec"));
    const perlu = new Set(lama);
    if (badan.kecamatan) perlu.add(badan.kecamatan);
    if (!perlu.size) {
      const semua = await (await fetch(KUNCI)).json();
      if (semua.kecamatan.length <= 3) semua.kecamatan.forEach((k) => perlu.add(k.kode));
    }
    for (const k of perlu) await simpan(k);
    document.documentElement.dataset.luringSiap = [...perlu].join(" ");
  }

  /* ---- base32 and the little of CBOR that is used: definite lengths, no floats ---- */
  function base32(teks) {
    const abjad = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const hasil = [];
    let sisa = 0;
    let bit = 0;
    for (const huruf of teks.toUpperCase().replace(/=+$/, "")) {
      const n = abjad.indexOf(huruf);
      if (n < 0) throw new Error("base32");
      sisa = ((sisa << 5) | n) & 4095;
      bit += 5;
      if (bit >= 8) {
        bit -= 8;
        hasil.push((sisa >> bit) & 255);
      }
    }
    if (sisa & ((1 << bit) - 1)) throw new Error("base32"); // one writing, no other
    return new Uint8Array(hasil);
  }
  function cbor(bita) {
    let di = 0;
    function ambil(n) {
      if (di + n > bita.length) throw new Error("cbor");
      di += n;
      return bita.subarray(di - n, di);
    }
    function satu(dalam) {
      if (dalam > 8) throw new Error("cbor");
      const awal = ambil(1)[0];
      let n = awal & 31;
      if (n > 23) {
        if (n > 27) throw new Error("cbor");
        n = ambil(1 << (n - 24)).reduce((jumlah, b) => jumlah * 256 + b, 0);
      }
      switch (awal >> 5) {
        case 0:
          return n;
        case 1:
          return -1 - n;
        case 2:
          return ambil(n);
        case 3:
          return new TextDecoder("utf-8", { fatal: true }).decode(ambil(n));
        case 4:
          return Array.from({ length: Math.min(n, 64) }, () => satu(dalam + 1));
        case 5: {
          const peta = new Map();
          for (let i = 0; i < Math.min(n, 64); i++) {
            const k = satu(dalam + 1);
            peta.set(k, satu(dalam + 1));
          }
          return peta;
        }
        case 6:
          return satu(dalam + 1);
      }
      throw new Error("cbor");
    }
    const isi = satu(0);
    if (di !== bita.length) throw new Error("cbor");
    return isi;
  }
  function bstr(b) {
    if (b.length < 24) return [0x40 + b.length, ...b];
    if (b.length < 256) return [0x58, b.length, ...b];
    return [0x59, b.length >> 8, b.length & 255, ...b];
  }
  function urai(teks) {
    const [kepala, , isi, tanda] = cbor(base32(teks));
    if (kepala.join() !== "161,1,38" || tanda.length !== 64) throw new Error("cose");
    const judul = [...new TextEncoder().encode("Signature1")];
    const klaim = cbor(isi);
    const [jenis, keperluan] = klaim.get(-65537);
    const kode = [...klaim.get(7)].map((b) => b.toString(16).padStart(2, "0")).join("");
    return {
      pesan: new Uint8Array([0x84, 0x60 + judul.length, ...judul, ...bstr(kepala), 0x40, ...bstr(isi)]),
      tanda,
      desa: klaim.get(1).replace(/^(..)(..)(..)(....)$/, "$1.$2.$3.$4"),
      nama: klaim.get(2),
      jenis,
      keperluan,
      kode,
      terbit: klaim.get(6),
      habis: klaim.get(4),
    };
  }

  /* ---- the answer ---- */
  const BULAN = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
  ).split(" ");
  function hari(detik) {
    const t = new Date((detik + 7 * 3600) * 1000); /* WIB, as the payload counts */
    return t.getUTCDate() + " " + BULAN[t.getUTCMonth()] + " " + t.getUTCFullYear();
  }
  async function cocok(m, jwk) {
    const cara = { name: "ECDSA", namedCurve: "P-256" };
    const kunci = await crypto.subtle.importKey("jwk", { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }, cara, false, [
      "verify",
    ]);
    return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, kunci, m.tanda, m.pesan);
  }
  async function periksa(teks) {
    let m;
    try {
      m = urai(teks);
    } catch (_) {
      return { hasil: "rusak" };
    }
    const ada = await (await caches.open(DATA)).match(KUNCI + "?kec=" + m.desa.slice(0, 8));
    const data = ada && (await ada.json());
    const kunci = data ? data.kunci.filter((k) => k.desa === m.desa) : [];
    if (!kunci.length) return { hasil: "asing" };
    const isi = isian(m, data);
    for (const k of kunci) if (await cocok(m, k)) return { hasil: keadaan(m, data), isi };
    return { hasil: "palsu", isi };
  }
  function keadaan(m, data) {
    if (data.dicabut.includes(m.kode)) return "dicabut";
    return m.habis && Date.now() / 1000 >= m.habis ? "kedaluwarsa" : "sah";
  }
  function isian(m, data) {
    const desa = data.desa[m.desa] || { nama: m.desa, wilayah: "" };
    return {
      nama: m.nama,
      keperluan: m.keperluan.charAt(0).toUpperCase() + m.keperluan.slice(1),
      jenis: data.jenis[m.jenis] || m.jenis,
      desa: desa.nama,
      wilayah: desa.wilayah,
      terbit: hari(m.terbit),
      berlaku: m.habis ? hari(m.habis - 86400) : "Tanpa batas",
      per: hari(Date.parse(data.per) / 1000),
    };
  }
  function isikan(pohon, isi) {
    const jalan = document.createTreeWalker(pohon, NodeFilter.SHOW_TEXT);
    while (jalan.nextNode()) {
      jalan.currentNode.data = jalan.currentNode.data.replace(/\{(\w+)\}/g, (_, k) => isi[k] || "");
    }
    return pohon;
  }
  function tunjukkan({ hasil, isi }) {
    const asli = ["sah", "kedaluwarsa", "dicabut"].includes(hasil);
    const perlu = ["t-" + hasil, ...(asli ? ["t-fakta"] : []), ...(isi ? ["t-catatan"] : [])];
    const salin = (id) => isikan(document.importNode(document.getElementById(id).content, true), isi || {});
    const tempat = document.getElementById("jawab");
    tempat.replaceChildren(...perlu.map(salin));
    document.title = tempat.querySelector("h1").textContent + " - Cek keaslian surat";
    document.documentElement.dataset.hasil = hasil;
  }

  if ("luring" in badan) {
    const muatan = /^\/v\/([A-Z2-7=]+)\/?$/i.exec(window.location.pathname);
    if (muatan) periksa(muatan[1]).then(tunjukkan);
    else tunjukkan({ hasil: "ketik" });
    window.addEventListener("online", () => window.location.reload());
  } else if (navigator.serviceWorker) {
    segarkan().catch(() => {});
  }
})();
