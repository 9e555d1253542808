/** What stopping rules would have done to trials whose whole curves are known. */
@NullMarked
package dev.trialstream.policy.whatif;

import org.jspecify.annotations.NullMarked;
