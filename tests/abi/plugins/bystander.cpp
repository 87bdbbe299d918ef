// SPDX-License-Identifier: MIT
// A good plugin of one stage. The build makes bad ones of it: other string ABI, debug mode, sanitizers, cut
// short.
#include <quern/plugin.hpp>

namespace {

class Bystander final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Notes in the metadata that it saw a document.");
        d.writes_metadata({"seen"});
    }
    void process(quern::Document& document) const override { document.metadata.set("seen", "yes"); }
};

}  // namespace

QUERN_PLUGIN(quern::stage<Bystander>("test.bystander"));
