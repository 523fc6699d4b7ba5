"use strict";
// The square code in a picture, or before the camera.

const jsQR = require("../vendor/jsQR.js");

const SIDES = [1000, 1600, 2400, 3400, 600]; // dots to try a picture at, the longer side
const PAUSE = 150; // milliseconds between looks

const canvas = document.createElement("canvas");
const context = canvas.getContext("2d", { willReadFrequently: true });

exports.inPicture = async (file) => {
  const picture = await shown(file);
  const longest = Math.max(picture.naturalWidth, picture.naturalHeight);
  const sides = new Set([...SIDES.filter((side) => side < longest), Math.min(longest, 4000)]);
  for (const side of sides) {
    const read = looked(picture, picture.naturalWidth, picture.naturalHeight, side / longest);
    if (read) return read;
    await pause(0); // the page stays alive between looks
  }
  return "";
};

// Shows what the camera sees in `video` and calls `saw` with what it reads. Returns how to stop.
exports.watch = async (video, saw) => {
  const wanted = { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } };
  const stream = await navigator.mediaDevices.getUserMedia({ video: wanted });
  let on = true;
  const stop = () => {
    on = false;
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
  video.srcObject = stream;
  await video.play();
  (async () => {
    while (on) {
      const read = video.videoWidth && looked(video, video.videoWidth, video.videoHeight, 1);
      if (read && on) saw(read);
      await pause(PAUSE);
    }
  })();
  return stop;
};

function looked(source, width, height, scale) {
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.fillStyle = "#fff"; // where a picture is clear
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data, width: across, height: down } = context.getImageData(0, 0, canvas.width, canvas.height);
  const code = jsQR(data, across, down, { inversionAttempts: "dontInvert" });
  return code && code.data;
}

async function shown(file) {
  const address = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    return picture;
  } finally {
    URL.revokeObjectURL(address);
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
