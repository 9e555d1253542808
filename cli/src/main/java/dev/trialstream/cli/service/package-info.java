/** Commands that serve until they are told to end. */
@NullMarked
package dev.trialstream.cli.service;

import org.jspecify.annotations.NullMarked;
