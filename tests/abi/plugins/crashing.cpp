// SPDX-License-Identifier: MIT
// A plugin that takes the process down: while it is loaded, or when a document tells it to.
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <quern/plugin.hpp>

namespace {

#ifdef WHEN_LOADED
const int crash = (std::fputs("not today\n", stderr), std::raise(SIGKILL));
#endif

class Crashing final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Crashes when told to.");
        d.reads_optional(quern::layers::tokens);
        d.appends(quern::layers::entities);
        d.option("word", word_, "What makes it crash.");
        d.edits_text();
        d.writes_metadata({"seen"});
    }
    void process(quern::Document& document) const override {
        std::puts("a plugin may print");
        if (document.text().find(word_) != std::string::npos) {
            std::fputs("goodbye\n", stderr);
            std::raise(SIGKILL);
        }
        if (document.text().find("DROP") != std::string::npos) return document.drop("told to");
        auto entities = document.append(quern::layers::entities);
        for (const auto token : document.read(quern::layers::tokens))
            if (token.text() == "met") entities.add(token.span()).set("label", "MISC");
        if (const auto at = document.text().find("cut "); at != std::string::npos) {
            quern::TextEdit edit(document.text());
            const auto begin = static_cast<std::uint32_t>(at);
            edit.drop({begin, begin + 4});
            document.apply(edit);
        }
        document.metadata.set("seen", "yes");
    }

private:
    std::string word_ = "CRASH";
};

// Readers cannot be isolated.
class Nothing final : public quern::Reader {
public:
    void declare(quern::Declaration& d) override { d.summary("Reads nothing."); }
    bool next(quern::Item&) override { return false; }
    void load(quern::Item&, quern::Document&) const override {}
};

}  // namespace

QUERN_PLUGIN(quern::stage<Crashing>("test.crashing"), quern::stage<Nothing>("read.nothing"));
