/** What a study is: the request as a user writes it, the effective study, and the profile of its data. */
@NullMarked
package dev.trialstream.protocol.study;

import org.jspecify.annotations.NullMarked;
