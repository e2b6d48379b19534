/** A photo made small in the browser. Drawn anew, it loses where and when it was taken. */

const LONGEST_SIDE = 1280;
const MOST_BYTES = 200 * 1024;
const QUALITIES = [0.8, 0.65, 0.5, 0.35];

/**
 * A picture file as JPEG in base64 of at most 200 KB. Throws where the file is no picture or
 * stays too large.
 */
export async function smallPhoto(file) {
  const picture = await loaded(file);
  for (let side = LONGEST_SIDE; side >= 320; side = Math.floor(side / 1.6)) {
    const canvas = drawn(picture, side);
    for (const quality of QUALITIES) {
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (blob && blob.size <= MOST_BYTES) return base64(blob);
    }
  }
  throw new Error("photo");
}

function loaded(file) {
  // The camera's turn is in the data that is dropped, so it is applied while drawing.
  return createImageBitmap(file, { imageOrientation: "from-image" });
}

function drawn(picture, side) {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function base64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}
