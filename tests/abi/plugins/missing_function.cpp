// SPDX-License-Identifier: MIT
// Calls a function that no library has: a source file or a library was forgotten when it was linked.
#include <quern/plugin.hpp>

namespace forgotten {
int helper(int);
}

namespace {

class Missing final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override { d.summary("Calls what is not there."); }
    void process(quern::Document& document) const override {
        document.metadata.set("helped", std::to_string(forgotten::helper(1)));
    }
};

}  // namespace

QUERN_PLUGIN(quern::stage<Missing>("test.missing_function"));
