/** Keys of study files, each described once: name, values, bounds, default and a line of help. */
@NullMarked
package dev.trialstream.protocol.study.key;

import org.jspecify.annotations.NullMarked;
