// Unpacks the Chromium of @sparticuz/chromium, with the libraries it needs, and prints where it lies.
// The package unpacks those libraries only where it believes to be in a cloud function; so it is told that it is.
process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x";
const { default: chromium } = await import("@sparticuz/chromium");
console.log(await chromium.executablePath());
