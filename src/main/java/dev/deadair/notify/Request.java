package dev.deadair.notify;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request to a receiver, before it is given credentials.
 *
 * @param json what is posted; a GET without
 * @param secrets what the request carries that no log may quote from its answer
 * @param headers beyond those that every request has
 * @param wanted how many bytes of a good answer are of use
 */
record Request(
    URI url, Optional<String> json, List<String> secrets, Map<String, String> headers, int wanted) {

  Request {
    secrets = List.copyOf(secrets);
    headers = Map.copyOf(headers);
  }

  static Request get(URI url) {
    return new Request(url, Optional.empty(), List.of(), Map.of(), 0);
  }

  static Request post(URI url, String json) {
    return new Request(url, Optional.of(json), List.of(), Map.of(), 0);
  }

  Request with(String secret) {
    return new Request(url, json, List.of(secret), headers, wanted);
  }

  /** This request with headers of its own. */
  Request with(Map<String, String> more) {
    return new Request(url, json, secrets, more, wanted);
  }

  /** This request, of whose answer so many bytes are of use. */
  Request reading(int bytes) {
    return new Request(url, json, secrets, headers, bytes);
  }

  @Override
  public String toString() {
    return (json.isPresent() ? "POST " : "GET ") + url;
  }
}
