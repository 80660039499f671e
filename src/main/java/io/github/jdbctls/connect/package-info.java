/** Opens connections: policy, plan, host by host, proof, diagnosis. No stable API. */
@NullMarked
package io.github.jdbctls.connect;

import org.jspecify.annotations.NullMarked;
