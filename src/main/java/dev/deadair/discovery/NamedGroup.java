package dev.deadair.discovery;

import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A group that is reached by a service name, which may lead to any of its instances. */
record NamedGroup(ExpectedGroup expected, String host, Optional<Integer> port) {

  /** Empty for a group without such a name, or of which nothing can be looked at. */
  static Optional<NamedGroup> of(ExpectedGroup expected) {
    return expected
        .serviceName()
        .filter(_ -> expected.instances().stream().anyMatch(each -> each.url().isPresent()))
        .map(name -> of(expected, name.split(":", 2)));
  }

  private static NamedGroup of(ExpectedGroup expected, String[] hostAndPort) {
    var port =
        hostAndPort.length == 1
            ? Optional.<Integer>empty()
            : Optional.of(Integer.parseInt(hostAndPort[1]));
    return new NamedGroup(expected, hostAndPort[0], port);
  }

  /** What is at one address of the name. Asks the machine's name service for those of instances. */
  Found.Place at(String address) {
    var door = door(address);
    var expected =
        instances().stream()
            .filter(each -> isAt(url(each), address))
            .min(Comparator.comparing(each -> url(each).getPort() != door.getPort()));
    return new Found.Place(address, door, expected.map(ExpectedInstance::id));
  }

  /** It answers as the first instance does: under that scheme, port and path. */
  private URI door(String address) {
    var like = url(instances().getFirst());
    var literal = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    var where = port.orElse(like.getPort()) < 0 ? "" : ":" + port.orElse(like.getPort());
    return URI.create(like.getScheme() + "://" + literal + where + like.getRawPath());
  }

  private List<ExpectedInstance> instances() {
    return expected.instances().stream().filter(each -> each.url().isPresent()).toList();
  }

  private static URI url(ExpectedInstance instance) {
    return instance.url().orElseThrow();
  }

  private static boolean isAt(URI url, String address) {
    var host = url.getHost().replaceAll("^\\[|]$", "");
    try {
      var there = InetAddress.getByName(address);
      return Arrays.asList(InetAddress.getAllByName(host)).contains(there);
    } catch (UnknownHostException unknown) {
      return false; // it may have been renamed; what answers is shown all the same
    }
  }
}
