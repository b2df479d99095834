/* Sends a file to the library: photographs are made smaller first, the rest goes as it is.
   The page holds components/sending.html: upload_kit, with the address, a token and the words. */

const LONGEST = 2560;
const LONGEST_BAND = 3600; // 2,100 pixels of a part show in the high tile
const QUALITY = 0.88;
const PICTURES = new Set(["", "illustration", "gallery", "body", "tile"]);
const UNKNOWN = new Set([400, 401, 403]); // the session has ended, or is another one
const AS_THEY_ARE = new Set(["image/gif", "image/svg+xml"]);

/* Why a file was not taken; `words` are for people. */
export class UploadError extends Error {
  constructor(words) {
    super(words);
    this.words = words;
  }
}

/* Resolves with the file as the library knows it; rejects with UploadError, or AbortError. */
export async function upload(file, { place = "", onProgress = () => {}, signal } = {}) {
  const kit = document.getElementById("upload-kit").dataset;
  const limit = JSON.parse(kit.limits)[place];
  const sent = PICTURES.has(place) ? await reduced(file, place, JSON.parse(kit.limits).illustration) : file;
  signal?.throwIfAborted();
  if (sent.size > limit) {
    throw new UploadError(kit.tooLarge.replace("{}", Math.floor(limit / 1048576)));
  }
  let answer = await send(sent, place, kit, onProgress, signal);
  if (UNKNOWN.has(answer.status)) {
    // The session was opened again in another window, perhaps: its token is another one.
    if (await renewToken(kit)) {
      answer = await send(sent, place, kit, onProgress, signal);
    }
  }
  return taken(answer, kit);
}

function send(file, place, kit, onProgress, signal) {
  const body = new FormData();
  body.append("csrf_token", kit.token);
  body.append("place", place);
  body.append("file", file, file.name);
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    const stop = () => request.abort();
    signal?.addEventListener("abort", stop);
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total));
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => reject(new UploadError(kit.network)));
    request.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    request.addEventListener("loadend", () => signal?.removeEventListener("abort", stop));
    request.responseType = "json";
    request.open("POST", `${kit.url}?place=${encodeURIComponent(place)}`);
    request.setRequestHeader("Accept", "application/json");
    request.send(body);
  });
}

function taken({ status, response }, kit) {
  if (response?.media?.length) {
    return response.media[0];
  }
  if (response?.refused?.length) {
    throw new UploadError(response.refused[0].words);
  }
  if (status === 413) {
    throw new UploadError(kit.failed);
  }
  throw new UploadError(UNKNOWN.has(status) ? kit.signedOut : kit.failed);
}

async function renewToken(kit) {
  try {
    const answer = await fetch(kit.url, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("upload-kit")?.dataset.token;
    kit.token = fresh ?? kit.token;
    return Boolean(fresh);
  } catch {
    return false;
  }
}

/* A photograph no larger than pages show it, upright; anything that cannot be drawn stays itself. */
async function reduced(file, place, limit) {
  if (!file.type.startsWith("image/") || AS_THEY_ARE.has(file.type)) {
    return file;
  }
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, (place === "tile" ? LONGEST_BAND : LONGEST) / Math.max(bitmap.width, bitmap.height));
    if (scale === 1 && file.size <= limit && ["image/jpeg", "image/png"].includes(file.type)) {
      bitmap.close();
      return file;
    }
    const blob = await drawn(bitmap, scale);
    return new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
}

function drawn(bitmap, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error())), "image/jpeg", QUALITY);
  });
}
