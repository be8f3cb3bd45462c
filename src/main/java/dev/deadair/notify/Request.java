package dev.deadair.notify;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One HTTP request to a receiver, before it is given credentials.
 *
 * @param json what is posted; a GET without
 * @param secrets what the request carries that no log may quote from its answer
 */
record Request(URI url, Optional<String> json, List<String> secrets) {

  Request {
    secrets = List.copyOf(secrets);
  }

  static Request get(URI url) {
    return new Request(url, Optional.empty(), List.of());
  }

  static Request post(URI url, String json) {
    return new Request(url, Optional.of(json), List.of());
  }

  Request with(String secret) {
    return new Request(url, json, List.of(secret));
  }

  @Override
  public String toString() {
    return (json.isPresent() ? "POST " : "GET ") + url;
  }
}
