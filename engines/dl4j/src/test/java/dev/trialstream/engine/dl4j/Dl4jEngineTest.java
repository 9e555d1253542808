package dev.trialstream.engine.dl4j;

import dev.trialstream.training.engine.Engine;
import dev.trialstream.training.engine.EngineContractTest;

class Dl4jEngineTest extends EngineContractTest {
    @Override
    protected Engine engine() {
        return new Dl4jEngine();
    }
}
