// @STAGE@
#include <string_view>

#include <quern/plugin.hpp>

namespace {

class @CLASS@ final : public quern::Stage {
public:
    // All that others need to know: what it is for, the layers it reads and writes, its options.
    void declare(quern::Declaration& d) override {
        d.summary("Marks long words.");
        d.reads(quern::layers::tokens);
        d.writes(layer);
        d.option("min_size", min_size_, "Shortest word to mark, in bytes.").at_least(1);
        d.example("stages:\n  - use: segment.text\n  - use: @STAGE@\n    min_size: 12\n");
    }

    // One document. Many threads call this at once: what belongs to a document stays in local variables.
    void process(quern::Document& document) const override {
        auto rows = document.write(layer);
        for (const auto token : document.read(quern::layers::tokens)) {
            const auto size = static_cast<int>(token.text().size());
            if (size >= min_size_) rows.add(token.span()).set("size", size);
        }
    }

private:
    static constexpr quern::Column columns[] = {{"size", quern::Type::integer, "Its bytes."}};
    static constexpr quern::LayerSchema layer{"@LAYER@", "Long words.", columns};

    int min_size_ = 10;
};

}  // namespace

QUERN_PLUGIN(quern::stage<@CLASS@>("@STAGE@"));
