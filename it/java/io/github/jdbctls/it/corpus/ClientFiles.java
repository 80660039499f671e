package io.github.jdbctls.it.corpus;

import java.math.BigInteger;
import java.util.Map;

/**
 * What a client names.
 *
 * @param parameters by their names
 * @param serial of the certificate that it must send
 */
record ClientFiles(Map<String, String> parameters, BigInteger serial) {
  ClientFiles {
    parameters = Map.copyOf(parameters);
  }
}
