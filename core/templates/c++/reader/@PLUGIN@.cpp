// @STAGE@
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include <quern/plugin.hpp>

namespace {

class @CLASS@ final : public quern::Reader {
public:
    // All that others need to know: what it is for, and its options.
    void declare(quern::Declaration& d) override {
        d.summary("Reads a text file of which each line is a document.");
        d.details("Empty lines are passed over. A document's id is the number of its line.");
        d.option("path", path_, "The file, in UTF-8.").required().path(quern::Option::PathKind::file);
        d.example("input:\n  use: @STAGE@\n  path: letters.txt\n");
    }

    // Once, before the first document: what is slow or can fail.
    void prepare(quern::Setup&) override {
        in_.open(path_);
        if (!in_) throw quern::Error("cannot open " + path_.string());
    }

    // One thread at a time, in corpus order: only finds the next document.
    bool next(quern::Item& item) override {
        while (std::getline(in_, item.data)) {
            ++number_;
            if (item.data.empty()) continue;
            item.id = std::to_string(number_);
            item.uri = path_.string();
            item.size = item.data.size();
            return true;
        }
        return false;
    }

    // Many threads at once: makes the document.
    void load(quern::Item& item, quern::Document& document) const override {
        document.media_type = "text/plain";
        document.set_source(std::move(item.data));
        document.set_text_from_page();
    }

private:
    std::filesystem::path path_;
    std::ifstream in_;
    int number_ = 0;
};

}  // namespace

QUERN_PLUGIN(quern::stage<@CLASS@>("@STAGE@"));
