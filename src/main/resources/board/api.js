// What is asked of the watcher beyond the stream.

/** The data of an answer; what is wrong with it is an error in its own words. */
export async function ask(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  const response = await fetch(`api/v1/${path}${query ? `?${query}` : ''}`, {
    headers: {Accept: 'application/json'},
    signal: AbortSignal.timeout(15_000),
  });
  const body = await response.json();
  if (body.status !== 'success') {
    throw new Error(body.error ?? `status ${response.status}`);
  }
  return body.data;
}

/** A path of the page: names are anybody's text. */
export function path(...names) {
  return `#/${names.map(encodeURIComponent).join('/')}`;
}

/** Calls `act` at once and then no more often than every `millis`, the last call never lost. */
export function atMostEvery(millis, act) {
  let timer = null;
  let again = false;
  const run = () => {
    timer = setTimeout(() => {
      timer = null;
      if (again) {
        again = false;
        run();
      }
    }, millis);
    act();
  };
  return () => {
    if (timer === null) {
      run();
    } else {
      again = true;
    }
  };
}
