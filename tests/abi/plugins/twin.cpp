// SPDX-License-Identifier: MIT
// Built twice, as two plugins whose classes have the same names, outside any namespace, and differ in
// everything else. Each must go on using its own.
#include <stdexcept>
#include <string>

#include <quern/plugin.hpp>

struct Rule {
    virtual ~Rule() = default;
    virtual std::string verdict() const { return "none"; }
};

#ifdef FIRST
struct Loud : Rule {
    double weight = 1.5;
    std::string verdict() const override { return "first " + std::to_string(weight); }
};
struct Memory {
    int visits = 0;
    void note() { ++visits; }
    std::string text() const { return std::to_string(visits); }
};
constexpr const char* stage_name = "twin.first";
#else
struct Loud : Rule {
    virtual void padding() {}
    std::string word = "a word too long to be stored inside the object";
    std::string verdict() const override { return "second " + word; }
};
struct Memory {
    std::string visits;
    void note() { visits += "I"; }
    std::string text() const { return visits; }
};
constexpr const char* stage_name = "twin.second";
#endif

struct Refusal : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Counter {
    static inline int made = 0;
    Counter() { ++made; }
};

class Marker final : public quern::Stage, Counter {
public:
    void declare(quern::Declaration& d) override { d.summary("One of two of a name."); }

    void process(quern::Document& document) const override {
        const Loud loud;
        const Rule& rule = loud;
        const auto* found = dynamic_cast<const Loud*>(&rule);
        auto& memory = document.scratch<Memory>();
        memory.note();
        document.metadata.set(std::string(stage_name) + " rule", found ? found->verdict() : "lost");
        document.metadata.set(std::string(stage_name) + " made", std::to_string(made));
        document.metadata.set(std::string(stage_name) + " visits", memory.text());
        document.metadata.set(std::string(stage_name) + " caught", caught());
    }

private:
    static std::string caught() {
        try {
            throw Refusal(stage_name);
        } catch (const Refusal& refusal) {
            return refusal.what();
        }
    }
};

QUERN_PLUGIN(quern::stage<Marker>(stage_name));
