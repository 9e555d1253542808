/** What every service needs to run. */
@NullMarked
package dev.trialstream.protocol.service;

import org.jspecify.annotations.NullMarked;
