package dev.deadair.alert;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Where an incident is on the board. */
final class BoardLink {

  private BoardLink() {}

  /** Empty where nobody has said how the board is reached. */
  static Optional<URI> to(Incident incident, Routing routing) {
    return routing
        .externalUrl()
        .map(url -> URI.create(url.toString().replaceAll("/+$", "") + "/#/" + place(incident)));
  }

  private static String place(Incident incident) {
    return incident
        .alert()
        .site()
        .map(site -> "sites/" + encoded(site.name()))
        .orElse("incidents/" + encoded(incident.id().value()));
  }

  /** A name as a segment of a URL: any character may be in it. */
  private static String encoded(String name) {
    var encoded = new StringBuilder();
    for (var each : name.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(each)) {
        encoded.append((char) each);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    return encoded.toString();
  }

  /** RFC 3986, 2.3. */
  private static boolean isUnreserved(byte each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9')
        || "-._~".indexOf(each) >= 0;
  }
}
