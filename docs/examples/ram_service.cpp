// A RAM service with aliases, asked line by line: docs/protocol.md.
//
// It follows three lifetimes (Cascade, FirstClass, Pin) with charging Holder, where every session can name every dataspace and
// there are no regions: the plain service of ram_service.py once more, as somebody would write it within an operating system.
// With the argument "wrong" it has a bug: a zombie is buried when its first alias goes, and not when its last one does.
//
//     g++ -O2 -std=c++17 -o ram_service docs/examples/ram_service.cpp
//     modelcheck conform --lifetime Pin --frames 2 --dataspaces 3 --against ./ram_service

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace {

enum class Life { None, Live, Zombie };

struct Dataspace {
    Life life = Life::None;
    int owner = 0, base = 0, length = 0, parent = -1;
    bool writable = false, sealed = false;
    long generation = 0; // of the last object that the slot had
};

struct Capability {
    int slot;
    long generation;
};

std::string refused(const char *why) { return std::string("{\"refused\":\"") + why + "\"}"; }

const std::string granted = "{}";

class Service {
public:
    Service(std::string lifetime, int frames, int slots, std::vector<int> quotas)
        : lifetime_(std::move(lifetime)), covered_(frames), slots_(slots), quotas_(std::move(quotas)) {}

    static bool wrong;

    std::string alloc(int session, int size) {
        if (size < 1) return refused("InvalidSize");
        const int slot = empty();
        if (slot < 0) return refused("OutOfCaps");
        if (used(session) + size > quotas_[session]) return refused("OutOfQuota");
        const int base = fit(size);
        if (base < 0) return refused("OutOfMemory");
        return made(slot, {Life::Live, session, base, size, -1, true, false, 0},
                    ",\"zeroed\":[[" + std::to_string(base) + "," + std::to_string(size) + "]]");
    }

    std::string alias(int session, Capability capability, bool writable, int offset, int size) {
        const int original = named(capability);
        if (original < 0) return refused("InvalidDataspace");
        const Dataspace &whole = slots_[original];
        if (size < 1 || offset < 0 || offset + size > whole.length) return refused("InvalidRange");
        if (writable && (!whole.writable || whole.sealed)) return refused("PermissionDenied");
        const int slot = empty();
        if (slot < 0) return refused("OutOfCaps");
        if (used(session) + size > quotas_[session]) return refused("OutOfQuota");
        return made(slot, {Life::Live, session, whole.base + offset, size, original, writable, false, 0}, "");
    }

    std::string free(int session, Capability capability) {
        const int slot = named(capability);
        if (slot < 0) return refused("InvalidDataspace");
        if (slots_[slot].owner != session) return refused("NotOwner");
        release({slot});
        return granted;
    }

    std::string revoke(int session, Capability capability) {
        const int slot = named(capability);
        if (slot < 0) return refused("InvalidDataspace");
        if (slots_[slot].owner != session) return refused("NotOwner");
        for (const int child : children(slot)) destroy(child);
        return granted;
    }

    std::string seal(int session, Capability capability) {
        const int slot = named(capability);
        if (slot < 0) return refused("InvalidDataspace");
        if (slots_[slot].owner != session) return refused("NotOwner");
        slots_[slot].sealed = true;
        return granted;
    }

    std::string attach(Capability capability) const {
        return refused(named(capability) < 0 ? "InvalidDataspace" : "OutOfRegions");
    }

    std::string share(Capability capability) const {
        return named(capability) < 0 ? refused("InvalidDataspace") : granted;
    }

    std::string close(int session) {
        std::vector<int> own;
        for (int slot = 0; slot < int(slots_.size()); slot++)
            if (slots_[slot].life != Life::None && slots_[slot].owner == session) own.push_back(slot);
        release(own);
        return granted;
    }

    std::string view() const {
        std::string text = "{\"free\":\"";
        for (const int count : covered_) text += count == 0 ? '1' : '0';
        text += "\",\"dataspaces\":[";
        for (const Dataspace &d : slots_) text += (&d == &slots_[0] ? "" : ",") + view(d);
        text += "],\"used\":[";
        for (int session = 0; session < int(quotas_.size()); session++)
            text += (session ? "," : "") + std::to_string(used(session));
        text += "],\"quotas\":[";
        for (std::size_t session = 0; session < quotas_.size(); session++)
            text += (session ? "," : "") + std::to_string(quotas_[session]);
        return text + "]}";
    }

private:
    std::string lifetime_;
    std::vector<int> covered_; // how many dataspaces show each frame
    std::vector<Dataspace> slots_;
    std::vector<int> quotas_;

    int used(int session) const {
        int sum = 0;
        for (const Dataspace &d : slots_)
            if (d.life != Life::None && d.owner == session) sum += d.length;
        return sum;
    }

    int empty() const {
        for (int slot = 0; slot < int(slots_.size()); slot++)
            if (slots_[slot].life == Life::None) return slot;
        return -1;
    }

    int named(Capability c) const {
        const bool known = c.slot >= 0 && c.slot < int(slots_.size()) && slots_[c.slot].generation == c.generation;
        return known && slots_[c.slot].life == Life::Live ? c.slot : -1;
    }

    int fit(int length) const {
        for (int base = 0; base + length <= int(covered_.size()); base++)
            if (std::all_of(covered_.begin() + base, covered_.begin() + base + length, [](int n) { return n == 0; }))
                return base;
        return -1;
    }

    std::vector<int> children(int slot) const {
        std::vector<int> found;
        for (int other = 0; other < int(slots_.size()); other++)
            if (slots_[other].life != Life::None && slots_[other].parent == slot) found.push_back(other);
        return found;
    }

    std::string made(int slot, Dataspace dataspace, const std::string &more) {
        dataspace.generation = slots_[slot].generation + 1;
        slots_[slot] = dataspace;
        count(dataspace, 1);
        return "{\"made\":[" + std::to_string(slot) + "," + std::to_string(dataspace.generation) + "]" + more + "}";
    }

    void count(const Dataspace &d, int step) {
        for (int frame = d.base; frame < d.base + d.length; frame++) covered_[frame] += step;
    }

    void release(const std::vector<int> &slots) {
        if (lifetime_ == "Pin") {
            for (const int slot : slots) slots_[slot].life = Life::Zombie;
            bury();
            return;
        }
        for (const int slot : slots) {
            if (slots_[slot].life == Life::None) continue;
            lifetime_ == "Cascade" ? destroy(slot) : remove(slot);
        }
    }

    // Zombies that no alias keeps any more go, and with them perhaps those that they were made from.
    void bury() {
        for (bool any = true; any;) {
            any = false;
            for (int slot = 0; slot < int(slots_.size()); slot++)
                if (slots_[slot].life == Life::Zombie && children(slot).empty()) {
                    const int parent = slots_[slot].parent;
                    remove(slot);
                    if (wrong && parent >= 0 && slots_[parent].life == Life::Zombie) remove(parent);
                    any = true;
                }
        }
    }

    void destroy(int slot) {
        if (slots_[slot].life == Life::None) return;
        for (const int child : children(slot)) destroy(child);
        remove(slot);
    }

    void remove(int slot) {
        for (const int child : children(slot)) slots_[child].parent = -1;
        count(slots_[slot], -1);
        const long generation = slots_[slot].generation;
        slots_[slot] = {};
        slots_[slot].generation = generation;
    }

    std::string view(const Dataspace &d) const {
        const std::string generation = "\"generation\":" + std::to_string(d.generation) + "}";
        if (d.life == Life::None) return "{\"life\":\"none\"," + generation;
        std::string namers;
        for (std::size_t session = 0; d.life == Life::Live && session < quotas_.size(); session++)
            namers += (session ? "," : "") + std::to_string(session);
        return std::string("{\"life\":\"") + (d.life == Life::Live ? "live" : "zombie")
            + "\",\"owner\":" + std::to_string(d.owner) + ",\"base\":" + std::to_string(d.base)
            + ",\"length\":" + std::to_string(d.length)
            + ",\"parent\":" + (d.parent < 0 ? "null" : std::to_string(d.parent))
            + ",\"writable\":" + (d.writable ? "true" : "false") + ",\"sealed\":" + (d.sealed ? "true" : "false")
            + ",\"namers\":[" + namers + "]," + generation;
    }
};

bool Service::wrong = false;

// A question is an object of words, numbers, truths and lists of numbers, in one line: all are kept as text.
std::map<std::string, std::string> read(const std::string &line) {
    std::map<std::string, std::string> fields;
    for (std::size_t at = line.find('"'); at != std::string::npos; at = line.find('"', at)) {
        const std::size_t end = line.find('"', at + 1);
        const std::string name = line.substr(at + 1, end - at - 1);
        at = line.find(':', end) + 1;
        const char first = line[at];
        const std::size_t close = first == '"' ? line.find('"', at + 1)
            : first == '[' ? line.find(']', at) : line.find_first_of(",}", at) - 1;
        fields[name] = first == '"' || first == '[' ? line.substr(at + 1, close - at - 1) : line.substr(at, close - at + 1);
        at = close + 1;
    }
    return fields;
}

std::vector<long> numbers(const std::string &text) {
    std::vector<long> all;
    for (std::size_t at = 0; at < text.size(); at = text.find(',', at) == std::string::npos ? text.size() : text.find(',', at) + 1)
        all.push_back(std::stol(text.substr(at)));
    return all;
}

std::optional<Service> service;

std::string answer(std::map<std::string, std::string> question) {
    if (question.count("hello")) {
        const std::string lifetime = question["lifetime"];
        if (question["sharing"] != "open") return "{\"unsupported\":\"every session can name every dataspace here\"}";
        std::vector<int> quotas;
        for (const long quota : numbers(question["quotas"])) quotas.push_back(int(quota));
        service.emplace(lifetime, std::stoi(question["frames"]), std::stoi(question["dataspaces"]), quotas);
        return "{\"hello\":1,\"policies\":[\"Cascade/Holder\",\"FirstClass/Holder\",\"Pin/Holder\"],\"most\":{\"regions\":0}}";
    }
    if (question.count("view")) return service->view();

    const std::string op = question["op"];
    const int session = question.count("session") ? std::stoi(question["session"]) : 0;
    const std::vector<long> pair = numbers(question["dataspace"]);
    const Capability dataspace = pair.size() == 2 ? Capability{int(pair[0]), pair[1]} : Capability{-1, 0};
    if (op == "alloc") return service->alloc(session, std::stoi(question["size"]));
    if (op == "alias")
        return service->alias(
            session, dataspace, question["writable"] == "true", std::stoi(question["offset"]), std::stoi(question["size"]));
    if (op == "free") return service->free(session, dataspace);
    if (op == "revoke") return service->revoke(session, dataspace);
    if (op == "seal") return service->seal(session, dataspace);
    if (op == "attach") return service->attach(dataspace);
    if (op == "share") return service->share(dataspace);
    if (op == "close") return service->close(session);
    return "{\"unsupported\":\"" + op + "\"}";
}

} // namespace

int main(int count, char **arguments) {
    Service::wrong = count > 1 && std::string(arguments[1]) == "wrong";
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);) {
        std::cout << answer(read(line)) << '\n';
        // Several questions may come at once; their answers go together, too.
        if (std::cin.rdbuf()->in_avail() <= 0) std::cout.flush();
    }
}
