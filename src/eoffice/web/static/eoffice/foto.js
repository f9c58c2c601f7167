/* A photo that looks blurred gets a word of warning when it is chosen, never a refusal. For pages that ask for photos. */
(function () {
  "use strict";
  const SISI = 800;
  const TAJAM = 60;

  /* Variance of the Laplacian of the grey picture: a sharp one has strong edges, a blurred one has none. */
  function ketajaman(gambar) {
    const skala = Math.min(1, SISI / Math.max(gambar.width, gambar.height));
    const lebar = Math.round(gambar.width * skala);
    const tinggi = Math.round(gambar.height * skala);
    if (lebar < 3 || tinggi < 3) return Infinity;
    const kanvas = document.createElement("canvas");
    kanvas.width = lebar;
    kanvas.height = tinggi;
    const tinta = kanvas.getContext("2d");
    tinta.drawImage(gambar, 0, 0, lebar, tinggi);
    const titik = tinta.getImageData(0, 0, lebar, tinggi).data;
    const abu = new Float32Array(lebar * tinggi);
    for (let i = 0; i < abu.length; i++) abu[i] = (titik[4 * i] * 3 + titik[4 * i + 1] * 6 + titik[4 * i + 2]) / 10;
    let jumlah = 0;
    let kuadrat = 0;
    for (let y = 1; y < tinggi - 1; y++) {
      for (let i = y * lebar + 1; i < (y + 1) * lebar - 1; i++) {
        const beda = abu[i - 1] + abu[i + 1] + abu[i - lebar] + abu[i + lebar] - 4 * abu[i];
        jumlah += beda;
        kuadrat += beda * beda;
      }
    }
    const n = (lebar - 2) * (tinggi - 2);
    return kuadrat / n - (jumlah / n) ** 2;
  }

  async function buram(berkas) {
    if (!/^image\//.test(berkas.type)) return false;
    try {
      const gambar = await createImageBitmap(berkas);
      const nilai = ketajaman(gambar);
      gambar.close();
      return nilai < TAJAM;
    } catch (_) {
      return false; /* a kind of picture that this phone cannot draw: the server looks at it */
    }
  }

  document.addEventListener("change", async (e) => {
    const kotak = e.target;
    if (!kotak.matches || !kotak.matches("input[type=file][data-kecilkan]")) return;
    const semua = [...kotak.files];
    const hasil = await Promise.all(semua.map(buram));
    const lama = document.getElementById(kotak.id + "-buram");
    if (lama) lama.remove();
    const nama = semua.filter((_, i) => hasil[i]).map((b) => b.name);
    if (!nama.length) return;
    const kata = document.createElement("p");
    kata.id = kotak.id + "-buram";
    kata.className = "ingat";
    kata.setAttribute("role", "status");
    kata.textContent =
      nama.join(", ") + " tampak buram. Bila tulisannya sulit dibaca, potret sekali lagi. Boleh juga tetap dikirim.";
    kotak.insertAdjacentElement("afterend", kata);
  });
})();
