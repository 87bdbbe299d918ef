// SPDX-License-Identifier: MIT
// A stage that does what a document's text tells it to.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <quern/plugin.hpp>

namespace {

class Trouble final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Throws, drops or dawdles where the text says so.");
        d.edits_text();
        d.option("seconds", seconds_, "How long to dawdle.");
        d.option("mark", mark_, "A file to make before dawdling.").path(quern::Option::PathKind::output);
    }

    void process(quern::Document& document) const override {
        const auto says = [&](const char* word) { return document.text().find(word) != std::string::npos; };
        if (says("DROP")) return document.drop("told to");
        if (says("THROW")) throw std::runtime_error("told to throw");
        if (says("ERROR")) throw quern::Error("told to fail", "tell it something else");
        if (says("FATAL")) throw quern::FatalError("told to end the run");
        if (!says("DAWDLE")) return;
        if (!mark_.empty()) std::ofstream(mark_) << "dawdling\n";
        std::this_thread::sleep_for(std::chrono::duration<double>(seconds_));
    }

private:
    double seconds_ = 0.005;
    std::filesystem::path mark_;
};

}  // namespace

QUERN_PLUGIN(quern::stage<Trouble>("test.trouble"));
