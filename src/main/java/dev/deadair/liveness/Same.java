package dev.deadair.liveness;

import java.util.List;

/** Identity on purpose: what a turn has not changed is the same object, and can be kept. */
final class Same {

  private Same() {}

  @SuppressWarnings("ReferenceEquality") // identity is the question
  static boolean object(Object one, Object other) {
    return one == other;
  }

  /** Whether both hold the same objects in the same order. */
  static boolean objects(List<?> one, List<?> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (var i = 0; i < one.size(); i++) {
      if (!object(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }
}
